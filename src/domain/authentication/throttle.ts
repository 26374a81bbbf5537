import { createHash } from 'node:crypto';
import type { ThrottleRule } from './authentication-store.ts';

const MINUTES = 60_000;

/** Five wrong passwords in a row close an account's password path until 15 minutes of rest have passed. */
export const ACCOUNT_RULE: ThrottleRule = { limit: 5, windowMs: 15 * MINUTES };

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
