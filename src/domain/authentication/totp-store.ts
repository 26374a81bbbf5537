/** A person's app or device that makes one-time codes. */
export interface TotpCredential {
  personId: string;
  /** Shared secret in base32; sealed at rest. */
  secret: string;
  /** The last time step that was used: it and all before it are refused. */
  lastStep: number;
  enrolledAt: Date;
}

/** A secret that is shown to a person but not confirmed by a code yet. */
export interface TotpEnrolment {
  personId: string;
  /** The interaction or session that shows it: nobody else's page does, and nobody else confirms it. */
  context: string;
  secret: string;
  expiresAt: Date;
}

/** Port of one-time codes: their secrets and used steps, and the recovery codes that stand in for them. */
export interface TotpStore {
  find(personId: string): Promise<TotpCredential | undefined>;
  save(credential: TotpCredential): Promise<void>;
  /** Whether there was one. */
  remove(personId: string): Promise<boolean>;
  /** Uses a step by one conditional statement; false when that or a later one is used. */
  useStep(personId: string, step: number): Promise<boolean>;

  /** The enrolment of a context that has not expired. */
  findEnrolment(personId: string, context: string, now: Date): Promise<TotpEnrolment | undefined>;
  /**
   * The enrolment that a context has, or the given one in its place when there is none or it expired: one
   * statement, so that two requests at once show the same secret.
   */
  keepEnrolment(fresh: TotpEnrolment, now: Date): Promise<TotpEnrolment>;
  /** Ends an enrolment by a conditional statement; false when it has ended or expired. */
  consumeEnrolment(personId: string, context: string, now: Date): Promise<boolean>;

  /** Replaces every recovery code of a person; only keyed hashes are kept. */
  replaceRecoveryCodes(personId: string, codes: readonly string[], now: Date): Promise<void>;
  /** Uses a code by one conditional statement; false when it is none or used. */
  useRecoveryCode(personId: string, code: string, now: Date): Promise<boolean>;
  /** Unused codes, and when they were made; null without any. */
  countRecoveryCodes(personId: string): Promise<{ left: number; madeAt: Date } | null>;
}
