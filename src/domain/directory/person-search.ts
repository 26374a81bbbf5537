import type { Day } from '../clock.ts';
import type { Person, StaffStatus } from './person.ts';
import { fold, normaliseName } from './person-name.ts';
import { parseCitizenId } from './staff-values.ts';
import type { Unit } from './unit.ts';

/** What an officer's words ask for. */
export interface SearchedText {
  /** Every one of them must stand in a person's search text. */
  parts: string[];
  /** The words are a citizen id: the person who has exactly this one is found too. */
  citizenId: string | null;
}

/** A page of people, asked of the store. */
export interface PersonSearch extends SearchedText {
  /** Only people who hold an appointment in one of these units today. */
  unitIds: string[] | null;
  status: StaffStatus | null;
  /** Only accounts that are flagged as dormant. */
  isDormant?: boolean;
  today: Day;
  /** The person after whom the page begins; an unknown one ends the list. */
  after: string | null;
  limit: number;
}

export interface PeoplePage {
  /** By given, family, then middle name, the Vietnamese way. */
  people: Person[];
  /** Whether somebody stands after the last of them. */
  hasMore: boolean;
}

/** A shorter word stands in every other name, so it only counts where a word begins. */
const INSIDE_WORD = 3;
const CONTROL = /\p{Cc}/gu;

/**
 * Reads what an officer typed: words in any order, with or without diacritics, in either case. Diacritics are
 * ignored even when typed, so that no spelling of a tone hides anybody.
 */
export function parseSearchText(text: string): SearchedText {
  const words = wordsOf(text);
  const parts = words.map((word) => (word.length < INSIDE_WORD ? ` ${word}` : word));
  const id = parseCitizenId(words.join(''));
  return { parts: [...new Set(parts)], citizenId: 'value' in id ? id.value : null };
}

/** What a person is found by: name, employee number, e-mail, and the names and codes of the given units. */
export function searchText(
  { fullName, employeeNo, email }: Pick<Person, 'fullName' | 'employeeNo' | 'email'>,
  units: readonly Pick<Unit, 'code' | 'name' | 'shortName'>[],
): string {
  const ofUnits = units.flatMap(({ code, name, shortName }) => [code, name, shortName]);
  return searchable([fullName, employeeNo, email, ...ofUnits]);
}

/** The words of a search, each to stand somewhere; folded, and counted once. */
export function foldedWords(text: string): string[] {
  return [...new Set(wordsOf(text))];
}

/** Whether some texts hold every word of a search; for what is short enough to be read whole. */
export function wordsMatcher(text: string): (texts: readonly (string | null)[]) => boolean {
  const { parts } = parseSearchText(text);
  return (texts) => {
    const whole = searchable(texts);
    return parts.every((part) => whole.includes(part));
  };
}

/** Whether a person is meant; `units` are those of the appointments in force. */
export function isSearched(
  { parts, citizenId }: SearchedText,
  person: Person,
  units: readonly Pick<Unit, 'code' | 'name' | 'shortName'>[],
): boolean {
  if (citizenId !== null && person.citizenId === citizenId) return true;
  const text = searchText(person, units);
  return parts.every((part) => text.includes(part));
}

function searchable(texts: readonly (string | null)[]): string {
  const words = texts.flatMap((text) => wordsOf(text ?? ''));
  return words.map((word) => ` ${word}`).join('');
}

function wordsOf(text: string): string[] {
  const plain = fold(normaliseName(text.replace(CONTROL, ' ')));
  return plain.split(' ').filter((word) => word !== '');
}
