import type { Configuration } from 'oidc-provider';
import type { Clock } from '../domain/clock.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** In seconds. */
export const LONGEST_TOKEN_S = 10 * MINUTE;

/**
 * How long everything lives, in seconds. Codes live a minute (ASVS 10.4.3 L3), access tokens ten; nothing
 * that a session gave outlives the session's absolute end.
 */
export function lifetimes(sessionAbsoluteMs: number, clock: Clock): NonNullable<Configuration['ttl']> {
  const session = Math.floor(sessionAbsoluteMs / 1000);
  /** Seconds until the absolute end of a session that began at a sign-in; at least one. */
  const left = (signedInAt: number | undefined) =>
    signedInAt === undefined
      ? session
      : Math.max(1, signedInAt + session - Math.floor(clock.now().getTime() / 1000));
  return {
    AuthorizationCode: MINUTE,
    AccessToken: LONGEST_TOKEN_S,
    ClientCredentials: LONGEST_TOKEN_S,
    IdToken: LONGEST_TOKEN_S,
    DeviceCode: 10 * MINUTE,
    Interaction: HOUR,
    Session: (_ctx, { loginTs }) => left(loginTs),
    RefreshToken: (_ctx, { authTime }) => left(authTime),
    // Longer than any session that refers to it.
    Grant: session + 14 * 24 * HOUR,
  };
}
