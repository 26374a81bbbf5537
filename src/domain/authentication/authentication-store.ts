import type { PasswordCredential } from './credential.ts';

export interface CredentialStore {
  findPassword(personId: string): Promise<PasswordCredential | undefined>;
  savePassword(credential: PasswordCredential): Promise<void>;
  /** Adds many at once, for people who have none. */
  addPasswords(credentials: PasswordCredential[]): Promise<void>;
}

/** How many failures a bucket holds, and for how long after the last one it stays closed. */
export interface ThrottleRule {
  limit: number;
  windowMs: number;
}

export interface ThrottleStore {
  /**
   * Counts an attempt before it is judged, in one conditional statement, so that parallel guesses
   * never exceed the limit. False: the bucket is full and nothing was counted.
   */
  reserve(key: string, rule: ThrottleRule, now: Date): Promise<boolean>;
  /** Takes one counted attempt back: it was never judged, or it succeeded. */
  release(key: string): Promise<void>;
  /** Empties a bucket. */
  clear(key: string): Promise<void>;
}

/** What a mailed link is for: another password, or the first one of an account. */
export type PasswordLinkPurpose = 'reset' | 'activation';

/** What tells a link: a link for one purpose is unknown to the other. */
export interface PasswordLinkKey {
  /** SHA-256 of the token in the link, hex. */
  tokenHash: string;
  purpose: PasswordLinkPurpose;
}

/** A mailed link by which a person sets a password. */
export interface PasswordReset extends PasswordLinkKey {
  personId: string;
  /** The address it was mailed to: a link dies when the person's address becomes another. */
  sentTo: string;
  createdAt: Date;
  expiresAt: Date;
}

export interface PasswordResetStore {
  add(reset: PasswordReset): Promise<void>;
  /**
   * The person of a link that is unused, in time and went to today's address; for an activation also one without a
   * password. Does not use it.
   */
  find(key: PasswordLinkKey, now: Date): Promise<string | undefined>;
  /** Uses a link that `find` would find, by a conditional statement, and voids all others of the person. */
  consume(key: PasswordLinkKey, now: Date): Promise<string | undefined>;
  /** Makes every open link of a person void. */
  voidAllOf(personId: string, now: Date): Promise<void>;
}

/** A sign-in that still needs a step after its password, bound to one interaction. */
export interface PendingSignIn {
  /** The interaction's uid. */
  uid: string;
  personId: string;
  passwordAt: Date;
  expiresAt: Date;
}

export interface SignInStore {
  save(signIn: PendingSignIn): Promise<void>;
  find(uid: string, now: Date): Promise<PendingSignIn | undefined>;
  /** Whether a row was there to remove: a sign-in completes once. */
  remove(uid: string): Promise<boolean>;
}
