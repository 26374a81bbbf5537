import type { RoleChangeNotice } from '../clients/client.ts';

/** A consent of an open session, at a client that wants to hear when roles change. */
export interface NoticedConsent {
  consentId: string;
  clientId: string;
  personId: string;
  /** By which the client knows the session. */
  sid: string;
  sessionUid: string;
  notice: RoleChangeNotice;
  /** What the client may know, as `rolesDigest` says it; null when nobody has looked yet. */
  told: string | null;
}

/** Port of what clients were last told about roles. It lives and dies with the consent. */
export interface RoleNoticeStore {
  /** Consents of some people, of everybody for null. */
  list(personIds: readonly string[] | null, now: Date): Promise<NoticedConsent[]>;
  /** The same for whoever will note something: those that another transaction ends or looks at are left out. */
  lock(personIds: readonly string[] | null, now: Date): Promise<NoticedConsent[]>;
  /** Notes what the clients of some consents know from now on. */
  note(told: readonly { consentId: string; digest: string }[]): Promise<void>;
  /**
   * Ends consents, and with them every token, but not the sessions: a client that signs the person in anew gets another
   * `sid`, as it may refuse one of which it heard that it has ended.
   */
  end(consents: readonly NoticedConsent[]): Promise<void>;
  /** Notes the same for a consent of which nothing is noted yet; else it stays. */
  noteFirst(consentId: string, digest: string): Promise<void>;
}
