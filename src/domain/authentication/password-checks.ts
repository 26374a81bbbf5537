/** Port of the estimate how many guesses a password withstands. One implementation knows zxcvbn. */
export interface PasswordStrength {
  /**
   * 0 (guessed at once) to 4 (withstands an offline attack), as zxcvbn counts.
   * @param words what a guesser of this person's password would try first
   * @param way `givesWay`: nobody needs the answer, so it waits for nobody
   * @throws busy when too many wait, or anybody does whom the question gives way to; unavailable when no estimate can be made
   */
  score(password: string, words: readonly string[], way?: { givesWay?: boolean }): Promise<number>;
}

/** Port of the operator's list of passwords known from breaches. */
export interface BreachedPasswords {
  has(password: string): Promise<boolean>;
}

/** What new passwords are held against, beside the hasher. */
export interface PasswordChecks {
  strength: PasswordStrength;
  breached: BreachedPasswords;
  /** Names of the product and of the ministry. */
  houseWords: readonly string[];
}
