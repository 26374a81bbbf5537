import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { vietnameseWords } from './vietnamese-words.ts';

/** Longer ones cost seconds and are judged by their beginning: what follows adds no weakness. */
const MOST_CODE_POINTS = 128;

/** An estimate takes the password and what a guesser tries first; 0 to 4. */
export type Estimate = (password: string, words: readonly string[]) => number;

/**
 * Loads zxcvbn with its 50,000 leaked passwords and our Vietnamese words: some 40 MB and half a second. Its English
 * dictionary would double both, for names and words that our people seldom use.
 */
export function loadEstimate(): Estimate {
  const zxcvbn = new ZxcvbnFactory({
    dictionary: { ...dictionary, 'vietnamese-passwords': vietnameseWords() },
    graphs: adjacencyGraphs,
    maxLength: 2 * MOST_CODE_POINTS,
    // The default of 100 takes 5 times as long for a text of nothing but figures and signs.
    l33tMaxSubstitutions: 8,
  });
  return (password, words) => {
    const typed = [...password.normalize('NFC')].slice(0, MOST_CODE_POINTS).join('');
    // The lists know words without marks and spaces: `Mật khẩu` is `matkhau`.
    const plain = typed
      .normalize('NFD')
      .replace(/[\p{M}\s]/gu, '')
      .replace(/đ/g, 'd')
      .replace(/Đ/g, 'D');
    const forms = new Set([typed, plain]);
    return Math.min(...[...forms].map((form) => zxcvbn.check(form, [...words]).score));
  };
}
