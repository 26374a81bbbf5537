/** A public key that has signed records. */
export interface RecordKey {
  /** RFC 7638, SHA-256 in base64url. */
  thumbprint: string;
  /** The public part alone (RFC 7517). */
  jwk: Readonly<Record<string, unknown>>;
  firstUsedAt: Date;
}

/**
 * Port of the keys that have signed records. What is not here has signed none, so that nobody brings a key of his own;
 * and nothing is ever taken out: a record is to be proved for as long as it is kept.
 */
export interface RecordKeyStore {
  /** Inserts by a conditional statement; false when it is there already. */
  add(key: RecordKey): Promise<boolean>;
  find(thumbprint: string): Promise<RecordKey | undefined>;
}
