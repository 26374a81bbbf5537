import { CompactSign, compactVerify, createLocalJWKSet, importJWK, type JWK } from 'jose';
import type { RecordClaims, RecordSigner } from '../domain/reviews/record-signature.ts';
import { publicPart } from './signed-tokens.ts';

/** Ours alone (RFC 8725 section 3.11): no token of the protocol passes for a record, and none the other way. */
const TYPE = 'micconnect-review+jws';
const ALGORITHM = 'ES256';

interface Options {
  issuer: string;
  /** The product's keys, private parts and all. */
  keys(): Promise<{ keys: JWK[] }>;
}

/** Signs the records of access reviews with the key that signs tokens; `/oidc/jwks` publishes its public part. */
export function createRecordSigner({ issuer, keys }: Options): RecordSigner {
  return {
    async sign(claims) {
      const key = (await keys()).keys.find(({ alg }) => alg === ALGORITHM);
      if (key?.kid === undefined) throw new Error(`no key for ${ALGORITHM}`);
      return new CompactSign(Buffer.from(JSON.stringify({ iss: issuer, ...claims })))
        .setProtectedHeader({ alg: ALGORITHM, kid: key.kid, typ: TYPE })
        .sign(await importJWK(key, ALGORITHM));
    },
    async verify(signature) {
      try {
        const jwks = createLocalJWKSet({ keys: (await keys()).keys.map(publicPart) });
        const { payload, protectedHeader } = await compactVerify(signature, jwks, {
          algorithms: [ALGORITHM],
        });
        if (protectedHeader.typ !== TYPE) return undefined;
        const { iss, ...claims } = JSON.parse(Buffer.from(payload).toString('utf8'));
        return iss === issuer ? (claims as RecordClaims) : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
