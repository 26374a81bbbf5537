import { fold } from './person-name.ts';
import type { SearchedText } from './person-search.ts';

/** A piece of a text, and whether a search hit it. */
export interface Piece {
  text: string;
  isHit: boolean;
}

/**
 * Cuts a text where the words of a search stand in it: by the same rules as people are found, so without regard to
 * diacritics unless these were asked for. Pure.
 * @param text as it is shown
 */
export function piecesOf(text: string, { parts, marked }: Pick<SearchedText, 'parts' | 'marked'>): Piece[] {
  const letters = [...text.normalize('NFC')];
  const hits = hitLetters(letters, marked ?? parts, marked === undefined ? fold : lowerCase);
  return letters.reduce<Piece[]>((pieces, letter, index) => {
    const isHit = hits.has(index);
    const last = pieces.at(-1);
    if (last?.isHit === isHit) last.text += letter;
    else pieces.push({ text: letter, isHit });
    return pieces;
  }, []);
}

/** Which letters lie within a part; spaces do not, so that words next to each other stay two hits. */
function hitLetters(
  letters: readonly string[],
  parts: readonly string[],
  form: (letter: string) => string,
): Set<number> {
  const forms = letters.map((letter) => (/\s/.test(letter) ? ' ' : form(letter)));
  // A letter may fold to none or to several; what stands before the first one is where a word begins.
  const origin = [-1, ...forms.flatMap((folded, index) => Array.from(folded, () => index))];
  const searched = ` ${forms.join('')}`;
  const hits = new Set<number>();
  for (const part of parts)
    for (let at = searched.indexOf(part); part !== '' && at >= 0; at = searched.indexOf(part, at + 1))
      for (let end = at; end < at + part.length; end += 1)
        if (searched[end] !== ' ') hits.add(origin[end] ?? -1);
  return hits;
}

function lowerCase(letter: string): string {
  return letter.toLowerCase();
}
