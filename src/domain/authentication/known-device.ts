import { createHash } from 'node:crypto';
import { daysAfter } from '../clock.ts';

/** How long a browser is known after a sign-in. */
const KNOWN_DAYS = 180;

/** A browser in which a person has signed in; without its secret, which only the browser's cookie holds. */
export interface KnownDevice {
  id: string;
  personId: string;
  userAgent: string | null;
  /** Where the latest sign-in came from. */
  address: string;
  createdAt: Date;
  lastUsedAt: Date;
  /** Until when no one-time code is asked for; null when the person never chose that. */
  trustedUntil: Date | null;
  expiresAt: Date;
}

/** A sign-in that a browser is known by from now on. */
export interface DeviceSignIn extends Omit<KnownDevice, 'createdAt' | 'lastUsedAt'> {
  at: Date;
  /** What the browser brought, and what it gets instead. */
  formerHash: string;
  tokenHash: string;
}

/** Port of known devices. A row is one person in one browser; people who share a browser share its secret. */
export interface DeviceStore {
  /**
   * Gives the browser its new secret, for everybody who signed in there, and notes the sign-in; an earlier trust
   * stays unless there is a new one.
   */
  note(signIn: DeviceSignIn): Promise<void>;
  /** The person's row of the browser that has a secret; undefined for a browser that is not known as hers. */
  find(personId: string, tokenHash: string, now: Date): Promise<KnownDevice | undefined>;
  /** Latest use first. */
  listOf(personId: string, now: Date): Promise<KnownDevice[]>;
  /** Whether there was one of that person to forget. */
  forget(personId: string, id: string): Promise<boolean>;
  forgetAllOf(personId: string): Promise<void>;
  /** Ends every trust of a person; the devices stay known. */
  distrustAllOf(personId: string): Promise<void>;
}

/** The form in which the secret of a browser is looked up; the secret itself is nowhere but in its cookie. */
export function deviceHash(secret: string | null): string {
  return secret === null ? '' : createHash('sha256').update(secret).digest('hex');
}

/** When a browser that was signed in in now is forgotten. */
export function forgottenAt(now: Date): Date {
  return daysAfter(now, KNOWN_DAYS);
}
