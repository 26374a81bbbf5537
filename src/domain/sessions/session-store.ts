import type { Day } from '../clock.ts';

/** A browser's session at the provider, as we account for it. */
export interface Session {
  uid: string;
  personId: string;
  signedInAt: Date;
  seenAt: Date;
  endedAt: Date | null;
  endReason: SessionEnd | null;
  address: string | null;
  userAgent: string | null;
}

export type SessionEnd = 'signed_out' | 'replaced' | 'disabled' | 'expired' | 'password_reset' | 'operator';

/** How long a session may rest, and how long it may last at all. */
export interface SessionLimits {
  idleMs: number;
  absoluteMs: number;
}

/** A relying party that received tokens in a session, with the `sid` it knows the session by. */
export interface SessionClient {
  clientId: string;
  sid: string;
}

export interface SessionStore {
  /**
   * Notes that a session is in use and says whether it still counts: not ended, not idle for too long,
   * not past its absolute end. A newer sign-in within the same session starts both clocks again.
   */
  observe(
    seen: Pick<Session, 'uid' | 'personId' | 'signedInAt' | 'address' | 'userAgent'>,
    limits: SessionLimits,
    now: Date,
  ): Promise<boolean>;
  /**
   * Ends a session by a conditional statement and deletes its tokens, codes and consents with it.
   * Undefined when it had ended before. A session that was never observed ends as well.
   */
  end(
    uid: string,
    reason: SessionEnd,
    now: Date,
  ): Promise<{ personId: string; clients: SessionClient[] } | undefined>;
  /** Sessions of a person that have not ended. */
  listOpen(personId: string): Promise<Session[]>;
  /** People with a session begun after `since` and not ended, and with appointments of which none is in force. */
  listHoldersWithoutPost(day: Day, since: Date): Promise<string[]>;
  /** The open session that a client knows by `sid`. */
  findBySid(personId: string, clientId: string, sid: string): Promise<string | undefined>;
  /**
   * Whether what a client got in a session at some moment (seconds since 1970) still counts: the session is
   * open, and the consent it was given under is still the one of that time.
   */
  isConsentOpen(given: {
    personId: string;
    clientId: string;
    sid: string;
    issuedAt: number;
  }): Promise<boolean>;
}
