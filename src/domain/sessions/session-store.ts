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

export type SessionEnd =
  | 'signed_out'
  | 'replaced'
  | 'disabled'
  | 'expired'
  | 'password_reset'
  | 'credentials_reset'
  | 'operator';

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

/** Which sessions somebody looks for; those that have ended are never among them. */
export interface SessionQuery {
  /** Both exclusive. */
  signedInAfter: Date;
  seenAfter: Date;
  personIds?: readonly string[] | undefined;
  /** Source address. */
  network?: string | undefined;
}

/** Which part of what a query finds, by the time of the sign-in. */
export interface SessionPage {
  order: 'newest' | 'oldest';
  /** The session beyond which the page begins, in its order. */
  past?: SessionEdge | undefined;
  limit: number;
}

/** A place among sessions that no use of them moves; who signs in twice within a second is one place. */
export interface SessionEdge {
  personId: string;
  signedInAt: Date;
}

export interface SessionStore {
  searchOpen(query: SessionQuery, page: SessionPage): Promise<Session[]>;
  countFound(query: SessionQuery): Promise<number>;
  /** The clients that know sessions, by the session's uid. */
  listClientsOfSessions(uids: readonly string[]): Promise<Map<string, string[]>>;
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
  /** How many of them each of some people has; nobody without any is named. */
  countOpen(personIds: readonly string[]): Promise<Map<string, number>>;
  /** The clients that know a person's sessions, by the session's uid. */
  listClientsOf(personId: string): Promise<Map<string, string[]>>;
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
