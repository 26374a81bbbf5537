/** The stored binding of the password authenticator to a person. */
export interface PasswordCredential {
  personId: string;
  /** Encoded argon2id hash. */
  hash: string;
  /** The person must choose a new password before the next sign-in completes. */
  mustChange: boolean;
  changedAt: Date;
  /**
   * Long enough to stand without a second factor, by the setting `password.length` of the moment it was set. Nothing
   * else of its length is kept, and a later change of the setting counts from the next password on.
   */
  isLong: boolean;
}
