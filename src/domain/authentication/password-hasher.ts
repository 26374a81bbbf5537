/** Port of the password hash. One implementation knows argon2; tests use a cheap one. */
export interface PasswordHasher {
  /** Encoded hash with its parameters and salt. Throws `busy` when the queue is full. */
  hash(password: string): Promise<string>;
  /** Whether a password fits a hash. Throws `busy` when the queue is full. */
  verify(encoded: string, password: string): Promise<boolean>;
  /** Whether the hash was made with weaker parameters than today's. */
  isOutdated(encoded: string): boolean;
  /** A hash that fits no password: verifying against it takes as long as against a real one. */
  readonly decoy: string;
}
