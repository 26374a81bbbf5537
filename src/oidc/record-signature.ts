import {
  CompactSign,
  calculateJwkThumbprint,
  compactVerify,
  createLocalJWKSet,
  decodeProtectedHeader,
  importJWK,
  type JWK,
} from 'jose';
import type { Clock } from '../domain/clock.ts';
import type { Signer } from '../domain/signer.ts';
import type { Stores, Transact } from '../domain/transact.ts';
import { publicPart } from './signed-tokens.ts';

const ALGORITHM = 'ES256';

interface Options {
  issuer: string;
  /**
   * Ours alone (RFC 8725 section 3.11): no token of the protocol passes for a record, no record for one of another
   * kind, and none the other way.
   */
  kind: 'review' | 'audit';
  /** The product's keys of this moment, private parts and all. */
  keys(): Promise<{ keys: JWK[] }>;
  stores: Pick<Stores, 'recordKeys'>;
  transact: Transact;
  clock: Clock;
}

/**
 * Signs the records of access reviews and exports of the audit log with the key that signs tokens; `/oidc/jwks` publishes its public part. The key is
 * noted before it signs, in the audit log too, so that its records are proved when it has gone. A key that comes with a
 * record counts for nothing: the header only names one of those that are noted here.
 */
export function createRecordSigner<Claims extends object>({
  issuer,
  kind,
  keys,
  stores,
  transact,
  clock,
}: Options): Signer<Claims> {
  const type = `micconnect-${kind}+jws`;

  async function note(jwk: JWK): Promise<string> {
    const thumbprint = await calculateJwkThumbprint(jwk);
    if ((await stores.recordKeys.find(thumbprint)) !== undefined) return thumbprint;
    await transact(async ({ recordKeys, audit }) => {
      const at = clock.now();
      if (!(await recordKeys.add({ thumbprint, jwk: { ...jwk }, firstUsedAt: at }))) return;
      const details = { thumbprint, use: type };
      await audit.append({ type: 'keys.noted', at, actor: { kind: 'system' }, details });
    });
    return thumbprint;
  }

  /** What a signature by one of some keys says; undefined when none of them made it. */
  async function readBy(signature: string, jwks: JWK[]): Promise<Claims | undefined> {
    try {
      const { payload, protectedHeader } = await compactVerify(
        signature,
        createLocalJWKSet({ keys: jwks.map(publicPart) }),
        { algorithms: [ALGORITHM] },
      );
      if (protectedHeader.typ !== type) return undefined;
      const { iss, ...claims } = JSON.parse(Buffer.from(payload).toString('utf8'));
      return iss === issuer ? (claims as Claims) : undefined;
    } catch {
      return undefined;
    }
  }

  /** The key that a signature names, if it has signed records here. */
  async function notedKeys(signature: string): Promise<JWK[]> {
    const thumbprint = thumbprintIn(signature);
    const noted = thumbprint === undefined ? undefined : await stores.recordKeys.find(thumbprint);
    // A row that was tampered with is no key: its name follows from its content.
    if (noted === undefined || (await calculateJwkThumbprint(noted.jwk)) !== thumbprint) return [];
    return [noted.jwk];
  }

  return {
    async sign(claims) {
      const key = (await keys()).keys.find(({ alg }) => alg === ALGORITHM);
      if (key?.kid === undefined) throw new Error(`no key for ${ALGORITHM}`);
      const jkt = await note(publicPart(key));
      return new CompactSign(Buffer.from(JSON.stringify({ iss: issuer, ...claims })))
        .setProtectedHeader({ alg: ALGORITHM, kid: key.kid, jkt, typ: type })
        .sign(await importJWK(key, ALGORITHM));
    },
    async verify(signature) {
      const current = await readBy(signature, (await keys()).keys);
      if (current !== undefined) return { claims: current, isRetired: false };
      const retired = await readBy(signature, await notedKeys(signature));
      return retired && { claims: retired, isRetired: true };
    },
  };
}

function thumbprintIn(signature: string): string | undefined {
  try {
    const { jkt } = decodeProtectedHeader(signature);
    return typeof jkt === 'string' ? jkt : undefined;
  } catch {
    return undefined;
  }
}
