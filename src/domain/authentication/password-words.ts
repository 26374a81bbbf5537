import type { PersonRecord } from '../directory/person-record.ts';

/** Enough for somebody in five units; a bound, because each word costs time in every estimate. */
const MOST_WORDS = 200;

/** What is known of a person and a guesser tries first: names, e-mail, employee number, units. */
export function textsAbout({ person, units }: Pick<PersonRecord, 'person' | 'units'>): string[] {
  const texts = [person.email, person.employeeNo, person.fullName];
  return [...texts, ...units.flatMap(({ name, shortName, code }) => [name, shortName, code])].flatMap(
    (text) => text ?? [],
  );
}

/** Each text whole and word by word, as typed in a hurry: without marks, capitals and spaces; of an e-mail the name. */
export function partsOf(text: string): string[] {
  const [local = ''] = text.split('@');
  return [folded(local), ...local.split(/[\s._-]+/).map(folded)];
}

/** The words of some texts for an estimate of strength: with and without marks, and the initials of names. */
export function guessesFrom(texts: readonly string[]): string[] {
  const words = texts.flatMap((text) => {
    const written = (text.split('@')[0] ?? '').toLowerCase().split(/[\s._-]+/);
    const initials = folded(written.map((word) => word.slice(0, 1)).join(''));
    return [...partsOf(text), ...written, initials];
  });
  return [...new Set(words)].filter((word) => word.length >= 3).slice(0, MOST_WORDS);
}

/** Lower case without marks and spaces, đ as d. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase().replace(/\s/g, '');
}
