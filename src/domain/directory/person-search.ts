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
  /** The same parts with their diacritics, where only these are meant: every one must stand there as well. */
  marked?: string[];
}

/** What an account may lack: a second factor, any way to sign in, or the officer's leave. */
export const ACCOUNT_FAULTS = ['no_factor', 'inactivated', 'disabled'] as const;
export type AccountFault = (typeof ACCOUNT_FAULTS)[number];

/** A page of people, asked of the store. */
export interface PersonSearch extends SearchedText {
  /** Only people who hold an appointment in one of these units today. */
  unitIds: string[] | null;
  status: StaffStatus | null;
  /** Only people who hold one of these positions today, in one of the units if some are named. */
  positionIds?: string[] | null;
  /** Only accounts that are flagged as dormant. */
  isDormant?: boolean;
  /** Only accounts of which this is true. */
  account?: AccountFault | null;
  /** Only these people, by id. */
  among?: string[] | null;
  today: Day;
  /** The person after whom the page begins; an unknown one ends the list. */
  after: string | null;
  /** The person before whom it ends, for the way back; only one of both is named. */
  before?: string | null;
  limit: number;
}

export interface PeoplePage {
  /** By given, family, then middle name, the Vietnamese way. */
  people: Person[];
  /** Whether somebody stands after the last of them; before the first, on the way back. */
  hasMore: boolean;
}

/** A shorter word stands in every other name, so it only counts where a word begins. */
const INSIDE_WORD = 3;
const CONTROL = /\p{Cc}/gu;

/**
 * Reads what an officer typed: words in any order, with or without diacritics, in either case. Diacritics are
 * ignored even when typed, so that no spelling of a tone hides anybody, unless exactly these are asked for.
 */
export function parseSearchText(text: string, { isMarked = false } = {}): SearchedText {
  const words = wordsOf(text);
  const id = parseCitizenId(words.join(''));
  return {
    parts: partsOf(words),
    citizenId: 'value' in id ? id.value : null,
    ...(isMarked && { marked: partsOf(wordsOf(text, lowerCase)) }),
  };
}

function partsOf(words: readonly string[]): string[] {
  return [...new Set(words.map((word) => (word.length < INSIDE_WORD ? ` ${word}` : word)))];
}

type SearchedPerson = Pick<Person, 'fullName' | 'employeeNo' | 'email'>;
type SearchedUnit = Pick<Unit, 'code' | 'name' | 'shortName'>;

/** What a person is found by: name, employee number, e-mail, and the names and codes of the given units. */
export function searchText(person: SearchedPerson, units: readonly SearchedUnit[]): string {
  return searchable(textsOf(person, units));
}

/** The same with its diacritics, for who asks for these. */
export function markedText(person: SearchedPerson, units: readonly SearchedUnit[]): string {
  return searchable(textsOf(person, units), lowerCase);
}

function textsOf({ fullName, employeeNo, email }: SearchedPerson, units: readonly SearchedUnit[]) {
  const ofUnits = units.flatMap(({ code, name, shortName }) => [code, name, shortName]);
  return [fullName, employeeNo, email, ...ofUnits];
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
  { parts, citizenId, marked = [] }: SearchedText,
  person: Person,
  units: readonly SearchedUnit[],
): boolean {
  if (citizenId !== null && person.citizenId === citizenId) return true;
  const text = searchText(person, units);
  if (!parts.every((part) => text.includes(part))) return false;
  const withMarks = marked.length === 0 ? '' : markedText(person, units);
  return marked.every((part) => withMarks.includes(part));
}

function searchable(texts: readonly (string | null)[], form = fold): string {
  const words = texts.flatMap((text) => wordsOf(text ?? '', form));
  return words.map((word) => ` ${word}`).join('');
}

function wordsOf(text: string, form = fold): string[] {
  const plain = form(normaliseName(text.replace(CONTROL, ' ')));
  return plain.split(' ').filter((word) => word !== '');
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}
