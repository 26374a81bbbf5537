import type { ErrorCode } from '../errors.ts';

/** The policy for new passwords, as data: level 3 asks for 14 where no second factor stands beside it. */
export interface PasswordPolicy {
  /** In Unicode code points (NIST SP 800-63B-4 section 3.1.1.2). */
  minimumLength: number;
  maximumLength: number;
}

export const PASSWORD_POLICY: PasswordPolicy = { minimumLength: 14, maximumLength: 256 };

/** Words that make up the guesses of the first hour. */
const COMMON = ['password', 'matkhau', 'qwerty', 'iloveyou', 'administrator', 'micconnect', 'vietnam'];

export interface PasswordContext {
  /** Official e-mail, employee number, full name: nothing of them may make up a password. */
  ownWords: readonly string[];
}

/**
 * What is wrong with a new password; undefined when nothing is. Spaces and any Unicode are welcome,
 * and no classes of characters are asked for.
 */
export function passwordProblem(
  password: string,
  { ownWords }: PasswordContext,
  policy: PasswordPolicy = PASSWORD_POLICY,
): ErrorCode | undefined {
  const length = [...password].length;
  if (length < policy.minimumLength) return 'password_too_short';
  if (length > policy.maximumLength) return 'password_too_long';
  const letters = fold(password);
  if (isMostly(letters, ownWords.flatMap(wordsOf))) return 'password_contains_name';
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

function wordsOf(text: string): string[] {
  const [local = ''] = text.split('@');
  return [fold(local), ...local.split(/[\s._-]+/).map(fold)];
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase().replace(/\s/g, '');
}
