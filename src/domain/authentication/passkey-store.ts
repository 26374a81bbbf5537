/** A key pair that an authenticator made for a person; the private half never leaves it, or the account that syncs it. */
export interface Passkey {
  id: string;
  personId: string;
  /** What the authenticator calls it, in base64url; nobody else's has the same. */
  credentialId: string;
  /** COSE key in base64url. */
  publicKey: string;
  /** Signatures so far, as the authenticator counts them; always 0 where it does not count. */
  counter: number;
  /** Ways to reach the authenticator, as the browser named them. */
  transports: string[];
  /** Whether the key may be copied to other devices of its owner; fixed when it is made. */
  isSyncable: boolean;
  /** Whether it has been copied, at its last use. */
  isBackedUp: boolean;
  /** The authenticator's model; zeros where it does not say. */
  aaguid: string;
  /** What its owner calls it. */
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** What a challenge is for: an answer to one is none to the other. */
export type PasskeyPurpose = 'sign-in' | 'enrol';

/** What tells a challenge. */
export interface PasskeyChallengeKey {
  /** The interaction or session that asks. */
  context: string;
  purpose: PasskeyPurpose;
  /** Whose passkey is asked for; null where nobody is known yet. */
  personId: string | null;
}

export interface PasskeyChallenge extends PasskeyChallengeKey {
  /** 256 random bits in base64url. */
  challenge: string;
  expiresAt: Date;
}

/** Port of passkeys and of the challenges that they answer. */
export interface PasskeyStore {
  /** In the order in which they were enrolled. */
  list(personId: string): Promise<Passkey[]>;
  /** A passkey by the authenticator's name for it, with the handle under which it knows its owner. */
  findByCredentialId(credentialId: string): Promise<(Passkey & { handle: string }) | undefined>;
  /** The opaque name of a person towards authenticators: her own, or the given one when she has none. */
  keepHandle(personId: string, fresh: string): Promise<string>;
  /** Makes whoever changes the passkeys of the same person wait for the end of this transaction. */
  lock(personId: string): Promise<void>;
  /** False when somebody has a passkey of that credential id. */
  add(passkey: Passkey): Promise<boolean>;
  /** Whether the person has that passkey. */
  rename(personId: string, id: string, name: string): Promise<boolean>;
  /** The passkey that was removed; undefined when the person has none of that id. */
  remove(personId: string, id: string): Promise<Passkey | undefined>;
  removeAllOf(personId: string): Promise<void>;
  /**
   * Notes a use by one conditional statement; false unless the counter went up, or both are 0: then a copy of the
   * authenticator is at work (Web Authentication Level 3 section 6.1.1).
   */
  use(id: string, used: { counter: number; isBackedUp: boolean }, now: Date): Promise<boolean>;

  /** Replaces the challenge of that context and purpose. */
  saveChallenge(challenge: PasskeyChallenge): Promise<void>;
  /** Uses a challenge up by one conditional statement; undefined when there is none, or it expired. */
  consumeChallenge(key: PasskeyChallengeKey, now: Date): Promise<string | undefined>;
}
