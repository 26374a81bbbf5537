import type { ErrorCode } from '../errors.ts';
import type { Settings } from '../settings/settings.ts';
import { folded, partsOf } from './password-words.ts';

/** What a new password of one person has to meet, by the settings of this moment. */
export interface PasswordPolicy {
  /** In Unicode code points (NIST SP 800-63B-4 section 3.1.1.2). */
  minimumLength: number;
  /** The length at which a password may stand without a second factor. */
  lengthAlone: number;
  /** The least score of zxcvbn, 0 to 4. */
  strength: number;
  /** How many passwords before the present one may not come back. */
  history: number;
  /** Days after which a sign-in asks for another one; 0: never. */
  maximumAgeDays: number;
}

/** What the policy for a person depends on. */
export interface PasswordHolder {
  hasSecondFactor: boolean;
  isAdministrator: boolean;
}

/** Beyond it a password is refused, so that nobody has it hashed for nothing; 64 must be taken (section 3.1.1.2). */
export const MAXIMUM_LENGTH = 256;

/**
 * The policy for a person. Nobody is asked for classes of characters, nor, by default, for a change after some time:
 * NIST SP 800-63B-4 section 3.1.1.2 forbids both. TCVN 14423 asks the latter of administrators, who get the stricter
 * of two settings.
 */
export function policyFor(
  settings: Settings,
  { hasSecondFactor, isAdministrator }: PasswordHolder,
): PasswordPolicy {
  const ages = [settings['password.days'], isAdministrator ? settings['password.admin_days'] : 0];
  const limits = ages.filter((days) => days > 0);
  return {
    minimumLength: settings[hasSecondFactor ? 'password.length_with_factor' : 'password.length'],
    lengthAlone: settings['password.length'],
    strength: settings[hasSecondFactor ? 'password.strength_with_factor' : 'password.strength'],
    history: Math.max(settings['password.history'], isAdministrator ? settings['password.admin_history'] : 0),
    maximumAgeDays: limits.length === 0 ? 0 : Math.min(...limits),
  };
}

/** Length as people count: in code points. */
export function lengthOf(password: string): number {
  return [...password].length;
}

/** Words that make up the guesses of the first hour. */
const COMMON = ['password', 'matkhau', 'qwerty', 'iloveyou', 'administrator', 'micconnect', 'vietnam'];

/**
 * What is wrong with a new password in itself; undefined when nothing is. Spaces and any Unicode are welcome. Pure;
 * breached lists, strength and history are asked elsewhere (`new-password`).
 * @param ownWords official e-mail, names, units: nothing of them may make up a password
 */
export function passwordProblem(
  password: string,
  { minimumLength }: Pick<PasswordPolicy, 'minimumLength'>,
  ownWords: readonly string[],
): ErrorCode | undefined {
  const length = lengthOf(password);
  if (length < minimumLength) return 'password_too_short';
  if (length > MAXIMUM_LENGTH) return 'password_too_long';
  const letters = folded(password);
  if (isMostly(letters, ownWords.flatMap(partsOf))) return 'password_contains_name';
  if (new Set(letters).size < 5 || isMostly(letters, COMMON)) return 'password_too_common';
  return undefined;
}

/** Whether little is left of a password without some words: `matkhau123456789` is `matkhau` and a count. */
function isMostly(letters: string, words: readonly string[]): boolean {
  const found = words.filter((word) => word.length >= 4 && letters.includes(word));
  if (found.length === 0) return false;
  // Longest first: a part of a word must not break the whole.
  found.sort((one, other) => other.length - one.length);
  const rest = found.reduce((text, word) => text.replaceAll(word, ''), letters).replace(/[\d\W_]/g, '');
  return rest.length < 6;
}
