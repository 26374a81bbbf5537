/** Port: codes by time (RFC 6238: 6 digits, 30 s, SHA-1, which is all that the apps in the field agree on). */
export interface OneTimeCodes {
  /** A fresh shared secret of 160 bits, in base32. */
  newSecret(): string;
  /** What a QR code carries: `otpauth://totp/…` with issuer and label. */
  uri(secret: string, label: string): string;
  /**
   * The time step of a code that is valid at a moment, one step of clock error to either side;
   * undefined for anything else, malformed codes included.
   */
  stepOf(secret: string, code: string, now: Date): number | undefined;
}
