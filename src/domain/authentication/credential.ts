/** The stored binding of the password authenticator to a person. */
export interface PasswordCredential {
  personId: string;
  /** Encoded argon2id hash. */
  hash: string;
  /** The person must choose a new password before the next sign-in completes. */
  mustChange: boolean;
  changedAt: Date;
}
