import { type JWTPayload, jwtVerify } from 'jose';
import { ShortMemory } from './relying-system-memory.ts';
import type { KnownProvider } from './relying-system-provider.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const ALGORITHMS = ['ES256', 'RS256', 'PS256', 'EdDSA', 'Ed25519'];
const MAX_AGE_SECONDS = 300;
const TOLERANCE_SECONDS = 10;
// Longer than the age at which a token is refused anyway, so a replay is always known or too old.
const REMEMBER_MS = (MAX_AGE_SECONDS + 3 * TOLERANCE_SECONDS) * 1000;

/** What a logout token names: at least one of the two. */
export interface NamedSession {
  sid: string | null;
  sub: string | null;
}

/**
 * A verifier of logout tokens (OpenID Connect Back-Channel Logout 1.0, section 2.6) that takes each `jti`
 * once. What it returns throws when the token is not acceptable.
 */
export function createLogoutTokenVerifier(clientId: string, now: () => Date) {
  const usedIds = new ShortMemory<true>(now, { lifeMs: REMEMBER_MS, limit: 100_000 });
  return async (token: string, provider: KnownProvider): Promise<NamedSession> => {
    const { payload } = await jwtVerify(token, provider.keys, {
      typ: 'logout+jwt',
      issuer: provider.issuer,
      audience: clientId,
      algorithms: ALGORITHMS,
      requiredClaims: ['iat', 'exp', 'jti', 'events'],
      maxTokenAge: MAX_AGE_SECONDS,
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: now(),
    });
    const named = namedSession(payload);
    const id = nonEmpty(payload.jti, 'jti');
    if (usedIds.get(id)) throw new TypeError('jti was used before');
    usedIds.set(id, true);
    return named;
  };
}

function namedSession(payload: JWTPayload): NamedSession {
  const { events, sid, sub } = payload;
  if ('nonce' in payload) throw new TypeError('nonce is not allowed');
  if (!isObject(events) || !isObject(events[EVENT])) throw new TypeError('events names no logout');
  if (sid === undefined && sub === undefined) throw new TypeError('neither sid nor sub');
  return {
    sid: sid === undefined ? null : nonEmpty(sid, 'sid'),
    sub: sub === undefined ? null : nonEmpty(sub, 'sub'),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nonEmpty(value: unknown, claim: string): string {
  if (typeof value !== 'string' || value === '') throw new TypeError(`${claim} is not a text`);
  return value;
}
