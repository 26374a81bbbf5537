import type { CompletedMethod } from './assurance.ts';
import type { SecondMethod } from './authentication-policy.ts';
import type { PasswordCredential } from './credential.ts';
import type { SignInBasis } from './sign-in-basis.ts';

/** Passwords that were set so long ago that they are due to be judged by a setting of so many days. */
export interface PasswordAge {
  days: number;
  setBefore: Date;
}

export interface CredentialStore {
  findPassword(personId: string): Promise<PasswordCredential | undefined>;
  savePassword(credential: PasswordCredential): Promise<void>;
  /** Hashes the same password anew; one that was changed meanwhile stays as it is. */
  rehash(personId: string, hashes: { former: string; hash: string }): Promise<void>;
  /** What a person has enrolled beside the password, and may use now. */
  listSecondMethods(personId: string): Promise<SecondMethod[]>;
  /** Puts the present password, if there is one, among the former ones, of which only the last `kept` stay. */
  retirePassword(personId: string, at: Date, kept: number): Promise<void>;
  /** Hashes of former passwords, the last one first. */
  listFormerHashes(personId: string, limit: number): Promise<string[]>;
  /** Ids of people whose passwords are that old and were not judged by so many days yet, the oldest first. */
  listAgeing(age: PasswordAge, limit: number): Promise<string[]>;
  /** Notes by a conditional statement that a password was judged; false when another node did. */
  takeAgeing(personId: string, age: PasswordAge): Promise<boolean>;
  /**
   * Ids of people who have a password and no second factor, and of whom nothing was decided since `before`; those who
   * wait longest first.
   */
  listWithoutFactor(before: Date, limit: number): Promise<string[]>;
  /** Notes by a conditional statement that this was decided; false when another node did, or there is a factor now. */
  takeWithoutFactor(personId: string, moment: { before: Date; at: Date }): Promise<boolean>;
  /** Adds many at once, for people who have none. */
  addPasswords(credentials: PasswordCredential[]): Promise<void>;
}

/** How many failures a bucket holds, and for how long after the last one it stays closed. */
export interface ThrottleRule {
  limit: number;
  windowMs: number;
  /**
   * Failures after which the next attempt has to wait for 2 s since the last one, then 4 s, 8 s … 1,024 s; absent
   * where nobody waits.
   */
  free?: number;
}

/** A counter of failures by a rule. */
export interface Bucket {
  key: string;
  rule: ThrottleRule;
}

/** The buckets that a try of a password counts in. */
export interface Attempt {
  network: Bucket;
  account: Bucket;
}

/** Where an attempt was counted; `isFull`: the account's bucket had reached its limit, which is no reason to be told. */
export interface AttemptCount {
  byNetwork: boolean;
  byAccount: boolean;
  isFull: boolean;
}

export interface ThrottleStore {
  /**
   * Counts an attempt before it is judged, in one conditional statement, so that parallel guesses
   * never exceed the limit. False: the bucket is full or has to wait, and nothing was counted.
   */
  reserve(key: string, rule: ThrottleRule, now: Date): Promise<boolean>;
  /**
   * Counts an attempt in the bucket of its network and, where that has room, in that of its account, as `reserve` does;
   * one statement.
   */
  reserveAttempt(attempt: Attempt, now: Date): Promise<AttemptCount>;
  /** The attempt succeeded: its network gets it back, and its account begins anew. One statement. */
  settleAttempt(attempt: Attempt): Promise<void>;
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

/** A sign-in that still needs a step, bound to one interaction. */
export interface PendingSignIn {
  /** The interaction's uid. */
  uid: string;
  personId: string;
  /** What the person completed in this interaction, in that order. */
  completed: CompletedMethod[];
  expiresAt: Date;
}

export interface SignInStore {
  /** Begins a sign-in, anew when the interaction had one. */
  save(signIn: PendingSignIn): Promise<void>;
  /** Adds a method by a conditional statement; false when no sign-in of that person is under way. */
  record(uid: string, personId: string, method: CompletedMethod, now: Date): Promise<boolean>;
  find(uid: string, now: Date): Promise<PendingSignIn | undefined>;
  /** One statement, whoever the person is and whatever the browser brought. */
  loadBasis(personId: string, deviceHash: string, now: Date): Promise<SignInBasis>;
  /** Whether a row was there to remove: a sign-in completes once. */
  remove(uid: string): Promise<boolean>;
  /** Ends every sign-in of a person that is under way. */
  removeAllOf(personId: string): Promise<void>;
}
