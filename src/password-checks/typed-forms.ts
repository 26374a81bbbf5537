const TONES = [
  { mark: '\u0301', telex: 's', vni: '1' },
  { mark: '\u0300', telex: 'f', vni: '2' },
  { mark: '\u0309', telex: 'r', vni: '3' },
  { mark: '\u0303', telex: 'x', vni: '4' },
  { mark: '\u0323', telex: 'j', vni: '5' },
];
const LETTERS = [
  { mark: '\u0302', telex: (letter: string) => letter, vni: '6' },
  { mark: '\u031b', telex: () => 'w', vni: '7' },
  { mark: '\u0306', telex: () => 'w', vni: '8' },
];

/**
 * A phrase as a keyboard may deliver it: without marks, with them, and as the bare keys of Telex and VNI, the tone behind
 * its letter or behind the word. Spaces are left out.
 */
export function typedForms(phrase: string): string[] {
  const words = phrase.toLowerCase().normalize('NFC').split(' ');
  const spell = (keys: 'telex' | 'vni', isToneLast: boolean) =>
    words.map((word) => keysOf(word, keys, isToneLast)).join('');
  const plain = words
    .map((word) => word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd'))
    .join('');
  const keyed = (['telex', 'vni'] as const).flatMap((keys) => [spell(keys, true), spell(keys, false)]);
  return [...new Set([plain, words.join(''), ...keyed])];
}

function keysOf(word: string, keys: 'telex' | 'vni', isToneLast: boolean): string {
  let last = '';
  const typed = [...word].map((letter) => {
    const [base = '', ...marks] = letter.normalize('NFD');
    const shape = LETTERS.find(({ mark }) => marks.includes(mark));
    const tone = TONES.find(({ mark }) => marks.includes(mark))?.[keys] ?? '';
    if (isToneLast) last ||= tone;
    return stroked(base, keys) + shapeKey(shape, base, keys) + (isToneLast ? '' : tone);
  });
  return typed.join('') + last;
}

function shapeKey(shape: (typeof LETTERS)[number] | undefined, base: string, keys: 'telex' | 'vni'): string {
  if (shape === undefined) return '';
  return keys === 'telex' ? shape.telex(base) : shape.vni;
}

function stroked(base: string, keys: 'telex' | 'vni'): string {
  if (base !== 'đ') return base;
  return keys === 'telex' ? 'dd' : 'd9';
}
