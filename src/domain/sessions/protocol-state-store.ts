/** One row of protocol state: a code, a token, a consent, a browser's session, an interaction. */
export interface ProtocolState {
  payload: Record<string, unknown>;
  uid?: string | undefined;
  userCode?: string | undefined;
  /** The consent that a token or code belongs to: one family, which dies together. */
  consentId?: string | undefined;
  sessionUid?: string | undefined;
  accountId?: string | undefined;
  clientId?: string | undefined;
  expiresAt: Date | null;
}

/** A code or token with what its validity depends on. */
export interface StateWithFamily {
  payload: Record<string, unknown>;
  consent: Record<string, unknown> | undefined;
  session: Record<string, unknown> | undefined;
}

/** Port of the protocol's state. Every single use is one conditional statement. */
export interface ProtocolStateStore {
  /** Inserts or replaces. A row of a family whose consent is gone, or of an ended session, is not written. */
  save(model: string, id: string, state: ProtocolState): Promise<void>;
  /** Inserts unless the id is known; whether it was new. */
  addOnce(model: string, id: string, expiresAt: Date): Promise<boolean>;
  find(model: string, id: string): Promise<Record<string, unknown> | undefined>;
  /** The same, with the consent and the session that the row depends on; each undefined when it is gone. */
  findWithFamily(model: string, id: string): Promise<StateWithFamily | undefined>;
  findByUid(model: string, uid: string): Promise<Record<string, unknown> | undefined>;
  findByUserCode(model: string, userCode: string): Promise<Record<string, unknown> | undefined>;
  /** Uses a row up. False when it was used before, or is not there. */
  consume(model: string, id: string, now: Date): Promise<boolean>;
  /** The family that a row belongs to. */
  familyOf(model: string, id: string): Promise<string | undefined>;
  /** Whether a row was there to remove. */
  remove(model: string, id: string): Promise<boolean>;
  /** Removes a consent and every code and token given under it; how many rows that were. */
  removeFamily(consentId: string): Promise<number>;
}
