import { createHash } from 'node:crypto';
import type { Settings } from '../settings/settings.ts';
import type { ThrottleRule } from './authentication-store.ts';

const MINUTES = 60_000;

/** Wrong passwords in a row: some are free, the next ones wait, then the path is closed until it has rested. */
export function passwordRule(
  settings: Pick<Settings, 'lock.free' | 'lock.attempts' | 'lock.minutes'>,
): ThrottleRule {
  return {
    limit: settings['lock.attempts'],
    free: settings['lock.free'],
    windowMs: settings['lock.minutes'] * MINUTES,
  };
}

/** A whole office may stand behind one address: the bound stops spraying, not a Monday morning. */
export const NETWORK_RULE: ThrottleRule = { limit: 200, windowMs: 15 * MINUTES };

/** Reset mails to one account, whoever asks for them. */
export const RESET_RULE: ThrottleRule = { limit: 3, windowMs: 60 * MINUTES };

/** One bucket for every spelling of an account; names that nobody has are counted alike. */
export function accountKey(login: string, personId: string | undefined): string {
  if (personId !== undefined) return personKey(personId);
  return `name:${createHash('sha256').update(login).digest('base64url')}`;
}

export function personKey(personId: string): string {
  return `account:${personId}`;
}

/** The bucket of a browser that a person has signed in in before. @param deviceId of that person in that browser */
export function deviceKey(deviceId: string): string {
  return `device:${deviceId}`;
}

/** @param prefix the IPv4 address, or the /64 of an IPv6 address */
export function networkKey(prefix: string): string {
  return `network:${prefix}`;
}

/** Asking for reset mails must not close an office's sign-in. */
export function resetNetworkKey(prefix: string): string {
  return `reset-network:${prefix}`;
}

export function resetKey(personId: string): string {
  return `reset:${personId}`;
}

/** The form in which user names are compared: NFKC, lower case, no spaces around. */
export function normalLogin(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase();
}

/** Wrong codes in a row, across sign-ins: a new password does not begin them anew. */
export const FACTOR_RULE: ThrottleRule = { limit: 5, windowMs: 15 * MINUTES };

/** Wrong codes over the life of a factor; then it has to be enrolled anew (NIST SP 800-63B-4 section 3.2.2). */
export const FACTOR_LIFETIME_RULE: ThrottleRule = { limit: 100, windowMs: 100 * 365 * 24 * 60 * MINUTES };

/** Attempts to open the emergency account that are told by mail; each is on record. */
export const BREAK_GLASS_ALARM = 'break-glass-alarm';
export const ALARM_RULE: ThrottleRule = { limit: 3, windowMs: 15 * MINUTES };

export function factorKey(personId: string): string {
  return `factor:${personId}`;
}

export function factorLifetimeKey(personId: string): string {
  return `factor-lifetime:${personId}`;
}

/** Passwords that a form asks about while one is typed. */
export const WEIGHING_RULE: ThrottleRule = { limit: 120, windowMs: 10 * MINUTES };

export function weighingKey(personId: string): string {
  return `weighing:${personId}`;
}
