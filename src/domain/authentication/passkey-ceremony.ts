import type { Passkey } from './passkey-store.ts';

/** What a browser is asked, in the JSON form of Web Authentication Level 3 section 5.1; public. */
export type BrowserOptions = Readonly<Record<string, unknown>>;

/** A key that an authenticator made just now. */
export type NewKey = Pick<
  Passkey,
  'credentialId' | 'publicKey' | 'counter' | 'transports' | 'isSyncable' | 'isBackedUp' | 'aaguid'
>;

/** What a browser answered when asked for a passkey: nothing of it is proven yet. */
export interface PasskeyAnswer {
  credentialId: string;
  /** The handle of its owner, when the authenticator keeps it. */
  handle: string | null;
  /** All of it, parsed. */
  json: Readonly<Record<string, unknown>>;
}

/** Port: the ceremonies of Web Authentication at our origin, with user verification. */
export interface PasskeyCeremony {
  /** @param known passkeys that the person has: their authenticators make no second one */
  enrolmentOptions(ask: {
    challenge: string;
    handle: string;
    login: string;
    fullName: string;
    known: readonly Passkey[];
  }): Promise<BrowserOptions>;
  /** The key that an answer to a challenge proves; undefined for anything that does not. */
  verifyEnrolment(response: string, challenge: string): Promise<NewKey | undefined>;

  /** @param known the passkeys of which one is asked for; null: whichever the authenticator keeps for us */
  useOptions(ask: { challenge: string; known: readonly Passkey[] | null }): Promise<BrowserOptions>;
  /** Undefined for what is no answer at all. */
  readAnswer(response: string): PasskeyAnswer | undefined;
  /**
   * Whether an answer proves the passkey for a challenge: everything but the counter, which the store judges in the
   * statement that notes the use. Undefined when it does not.
   */
  verifyUse(
    answer: PasskeyAnswer,
    expected: { challenge: string; passkey: Passkey },
  ): Promise<{ counter: number; isBackedUp: boolean } | undefined>;
}
