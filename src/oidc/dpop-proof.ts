import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '../domain/clock.ts';
import type { Stores } from '../domain/transact.ts';

/** The algorithms that discovery offers for proofs. */
export const PROOF_ALGS = ['ES256', 'Ed25519', 'EdDSA'];
/** How far a proof's time may be from ours, either way. */
const WINDOW_S = 60;

/** The request that a proof was made for. */
export interface ProvenRequest {
  method: string;
  /** Without query and fragment. */
  url: string;
  token: string;
  /** The key's thumbprint that the token is bound to (`cnf.jkt`). */
  thumbprint: string;
}

interface Dependencies {
  stores: Pick<Stores, 'protocol'>;
  clock: Clock;
}

/** Judges DPoP proofs (RFC 9449 section 4.3): true for one of the token's key, made just now for this very request. */
export function createProofCheck({ stores, clock }: Dependencies) {
  return async function isProven(proof: string, request: ProvenRequest): Promise<boolean> {
    const found = await verified(proof, clock.now());
    if (found === undefined) return false;
    const { payload, thumbprint } = found;
    const { htm, htu, iat, jti, ath } = payload;
    const isOfRequest =
      thumbprint === request.thumbprint &&
      htm === request.method &&
      withoutQuery(htu) === request.url &&
      ath === createHash('sha256').update(request.token).digest('base64url');
    const now = clock.now().getTime() / 1000;
    const isFresh = typeof iat === 'number' && Math.abs(now - iat) <= WINDOW_S;
    if (!isOfRequest || !isFresh || typeof jti !== 'string' || jti === '') return false;
    // Hashed: its length and characters are the sender's choice.
    const id = createHash('sha256').update(`${thumbprint} ${jti}`).digest('base64url');
    return stores.protocol.addOnce('ReplayDetection', id, new Date((iat + 2 * WINDOW_S) * 1000));
  };
}

async function verified(
  proof: string,
  now: Date,
): Promise<{ payload: JWTPayload; thumbprint: string } | undefined> {
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: PROOF_ALGS,
      currentDate: now,
    });
    return { payload, thumbprint: await calculateJwkThumbprint(protectedHeader.jwk ?? {}) };
  } catch {
    return undefined;
  }
}

function withoutQuery(htu: unknown): string | undefined {
  if (typeof htu !== 'string' || !URL.canParse(htu)) return undefined;
  const url = new URL(htu);
  url.search = '';
  url.hash = '';
  return url.href;
}
