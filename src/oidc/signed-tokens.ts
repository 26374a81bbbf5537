import { createLocalJWKSet, type JWK, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '../domain/clock.ts';
import type { Stores } from '../domain/transact.ts';
import type { SigningKeySource } from './signing-keys.ts';

interface Dependencies {
  issuer: string;
  /** The product's keys of this moment. */
  keys: SigningKeySource;
  stores: Pick<Stores, 'sessions'>;
  clock: Clock;
}

/** A JWT access token (RFC 9068) whose signature and time hold, and whose session goes on. */
export interface SignedToken {
  payload: JWTPayload;
  clientId: string;
  /** Undefined for a token that a client got for itself. */
  personId: string | undefined;
}

export type SignedTokens = ReturnType<typeof createSignedTokens>;

/** Reads the JWT access tokens that we signed. Whether the person's account is open is the caller's question. */
export function createSignedTokens({ issuer, keys, stores, clock }: Dependencies) {
  let known: { of: object; publicKeys: ReturnType<typeof createLocalJWKSet> } | undefined;

  async function publicKeysNow() {
    const jwks = await keys();
    if (known?.of !== jwks)
      known = { of: jwks, publicKeys: createLocalJWKSet({ keys: jwks.keys.map(publicPart) }) };
    return known.publicKeys;
  }

  async function verified(token: string, audience?: string): Promise<JWTPayload | undefined> {
    const publicKeys = await publicKeysNow();
    try {
      const { payload } = await jwtVerify(token, publicKeys, {
        issuer,
        typ: 'at+jwt',
        algorithms: ['ES256'],
        currentDate: clock.now(),
        requiredClaims: ['sub', 'client_id', 'iat', 'exp', 'aud'],
        ...(audience !== undefined && { audience }),
      });
      return payload;
    } catch {
      return undefined;
    }
  }

  return {
    /**
     * A token as it stands now; undefined when it is not ours, over, or its session or consent has ended.
     * @param audience the only API that it may be for; any without
     */
    async read(token: string, audience?: string): Promise<SignedToken | undefined> {
      const payload = await verified(token, audience);
      if (payload === undefined) return undefined;
      const clientId = String(payload.client_id);
      // Only tokens of people name a session.
      if (payload.sid === undefined)
        return payload.sub === clientId ? { payload, clientId, personId: undefined } : undefined;
      const personId = String(payload.sub);
      const given = { personId, clientId, sid: String(payload.sid), issuedAt: Number(payload.iat) };
      return (await stores.sessions.isConsentOpen(given)) ? { payload, clientId, personId } : undefined;
    },
  };
}

/** A key without what only its owner may know. */
export function publicPart({ d, p, q, dp, dq, qi, oth, k, ...rest }: JWK): JWK {
  return rest;
}
