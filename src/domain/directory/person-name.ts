/** A name in its Vietnamese parts: họ, chữ đệm, tên. */
export interface NameParts {
  familyName: string;
  /** All words between the first and the last; null when there are none. */
  middleName: string | null;
  givenName: string;
}

const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF]/g;
// What `normaliseName` would change, but for the form of the letters.
const UNTIDY = /^ | $| {2}|[^\S ]|[\u200B-\u200D\u2060\uFEFF]/;
const MARKS = /\p{M}/gu;

/** A text in NFC, without zero-width characters, its words separated by one space. */
export function normaliseName(text: string): string {
  // Most cells of a staff file are tidy, and 100,000 people have a million and a half of them.
  if (!UNTIDY.test(text)) return text.normalize('NFC');
  return text.normalize('NFC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
}

/**
 * Splits a normalised full name the Vietnamese way: first word họ, last word tên, the rest chữ đệm.
 * A name of one word is a given name; its family name is empty.
 */
export function splitName(fullName: string): NameParts {
  const words = fullName.split(' ');
  const givenName = words.pop() ?? '';
  const familyName = words.shift() ?? '';
  return { familyName, middleName: words.length > 0 ? words.join(' ') : null, givenName };
}

/** Lower case without diacritics, for search and headers: `Đặng Thị Ánh` is `dang thi anh`. */
export function fold(text: string): string {
  // NFD leaves đ whole: Unicode gives it no decomposition.
  return text.normalize('NFD').replace(MARKS, '').toLowerCase().replaceAll('đ', 'd');
}

/** A name folded to a code of `a-z`, `0-9` and single hyphens: `Trưởng phòng` is `truong-phong`. May be empty. */
export function asciiCode(text: string): string {
  return fold(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
