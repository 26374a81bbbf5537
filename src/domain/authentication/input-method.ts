/**
 * Vietnamese keyboards (Telex, VNI) turn keys into marks: with one left on, `Password` becomes `Pasword` or `Páword`,
 * and whoever meets another keyboard tomorrow cannot type it again. Pure; about the typed text alone.
 */

/** The five tones; â, ê, ô, ă, ơ, ư and đ are letters of their own. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const INITIAL = 'b|ch?|d|đ|g[hi]?|h|kh?|l|m|n|ngh?|nh|p|ph|qu|r|s|th?|tr|v|x';
const VOWELS = [
  ...['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y', 'ai', 'ao', 'au', 'ay', 'âu', 'ây', 'eo'],
  ...['êu', 'ia', 'iê', 'iêu', 'iu', 'oa', 'oai', 'oao', 'oay', 'oă', 'oe', 'oeo', 'oi', 'oo', 'ôi', 'ơi'],
  ...['ua', 'uâ', 'uây', 'uê', 'ui', 'uô', 'uôi', 'uơ', 'uy', 'uya', 'uyê', 'uyu', 'ưa', 'ưi', 'ươ', 'ươi'],
  ...['ươu', 'ưu', 'yê', 'yêu'],
].join('|');
const SYLLABLE = new RegExp(`^(?:${INITIAL})?(?:${VOWELS})(?:ch?|m|ng?|nh|p|t)?$`);
/** Fewer words are no sentence, and what looks like a word may be the work of the keyboard. */
const SENTENCE_WORDS = 3;

/** Whether a text has letters that only a Vietnamese input method types. */
export function hasVietnameseLetters(text: string): boolean {
  const letters = lettersOf(text);
  return /[ăâđêôơư]/i.test(letters) || letters.search(TONES) !== -1;
}

/**
 * Whether a password seems to have been altered while it was typed: it has Vietnamese letters and yet is no sentence of
 * Vietnamese words.
 */
export function looksAltered(password: string): boolean {
  if (!hasVietnameseLetters(password)) return false;
  const words = password.normalize('NFC').match(/\p{L}+/gu) ?? [];
  return words.length < SENTENCE_WORDS || !words.every(isSyllable);
}

function isSyllable(word: string): boolean {
  const letters = lettersOf(word.toLowerCase());
  return (letters.match(TONES) ?? []).length <= 1 && SYLLABLE.test(letters.replace(TONES, ''));
}

/** Tones apart from letters, which stay whole. */
function lettersOf(text: string): string {
  return [...text.normalize('NFC')].map(withToneApart).join('');
}

function withToneApart(letter: string): string {
  const parts = letter.normalize('NFD');
  const tone = parts.match(TONES)?.[0] ?? '';
  return parts.replace(TONES, '').normalize('NFC') + tone;
}
