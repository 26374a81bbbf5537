import type { NameParts } from './person-name.ts';

/** The Vietnamese alphabet with f, j, w and z; before it digits, and signs in the order of Unicode's collation. */
const ALPHABET = ' _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz';
/** Tones as dictionaries order them: none, huyền, hỏi, ngã, sắc, nặng. */
const TONES = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];
const FIRST_WEIGHT = '!'.charCodeAt(0);
const LETTER = /(\P{M})(\p{M}*)/gu;
const SHAPE = /[\u0302\u0306\u031B]/u;
const OTHER_MARK = String(TONES.length);

const primary = new Map(
  [...ALPHABET].map((letter, index) => [letter, String.fromCharCode(FIRST_WEIGHT + index)]),
);

/**
 * A text of printable ASCII whose plain order is the Vietnamese order of names: by given, family, then middle
 * name, each by letters, then tones, then case. Letters of other alphabets come last, in the order of Unicode.
 * It is stored (`person_search.sort_key`): whoever changes it writes a migration that makes the rows anew.
 */
export function nameSortKey({ givenName, familyName, middleName }: NameParts): string {
  return [givenName, familyName, middleName ?? ''].map(collationKey).join('');
}

/** The same people, ordered by their names. */
export function sortedByName<Named extends NameParts>(people: readonly Named[]): Named[] {
  return people
    .map((person) => ({ person, key: nameSortKey(person) }))
    .sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)))
    .map(({ person }) => person);
}

/** Three levels as Unicode's collation has them (UTS #10), each ended by a space, which no weight is. */
function collationKey(text: string): string {
  let letters = '';
  let tones = '';
  let cases = '';
  for (const [, base = '', marks = ''] of text.normalize('NFD').matchAll(LETTER)) {
    const lower = base.toLowerCase();
    const shape = SHAPE.exec(marks)?.[0] ?? '';
    const shaped = (lower + shape).normalize('NFC');
    const isLetter = shape !== '' && primary.has(shaped);
    letters += weightOf(isLetter ? shaped : lower);
    tones += toneOf(isLetter ? marks.replace(shape, '') : marks);
    cases += lower === base ? '0' : '1';
  }
  // What a level ends in without saying anything is left away: the order stays, the key is a third shorter.
  return `${letters} ${trimmed(tones)} ${trimmed(cases)} `;
}

function weightOf(letter: string): string {
  return primary.get(letter) ?? `~${(letter.codePointAt(0) ?? 0).toString(16).padStart(6, '0')}`;
}

function toneOf(marks: string): string {
  const tone = TONES.indexOf(marks);
  return tone === -1 ? OTHER_MARK : String(tone);
}

function trimmed(level: string): string {
  return level.replace(/0+$/, '');
}
