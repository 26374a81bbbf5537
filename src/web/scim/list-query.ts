import type { DirectoryQuery } from '../../domain/directory/directory-query.ts';
import { conditionOf, type FilterWords } from './conditions.ts';
import { parseFilter } from './filter.ts';
import type { Json } from './json.ts';
import { keyOf } from './schema.ts';
import { refuse } from './scim-error.ts';

/** Resources of one answer at most. */
export const MAX_RESULTS = 200;
const DEFAULT_RESULTS = 100;

export interface ListQuery<Field extends string, Related extends string>
  extends Omit<DirectoryQuery<Field, Related>, 'today'> {
  startIndex: number;
}

/**
 * Reads `filter`, `sortBy`, `sortOrder`, `startIndex` and `count` (RFC 7644 section 3.4.2).
 * @param input query parameters, or the members of a search request
 * @throws ScimError invalidFilter, invalidPath, invalidValue
 */
export function listQuery<Field extends string, Related extends string>(
  input: Json,
  words: FilterWords<Field, Related>,
): ListQuery<Field, Related> {
  const filter = textOf(input, 'filter');
  const startIndex = Math.max(1, wholeNumber(input, 'startIndex') ?? 1);
  return {
    where: filter === undefined ? null : conditionOf(parseFilter(filter), words),
    sort: sortOf(input, words),
    startIndex,
    offset: startIndex - 1,
    limit: Math.min(MAX_RESULTS, Math.max(0, wholeNumber(input, 'count') ?? DEFAULT_RESULTS)),
  };
}

function sortOf<Field extends string, Related extends string>(
  input: Json,
  { kind, meanings }: FilterWords<Field, Related>,
): DirectoryQuery<Field, Related>['sort'] {
  const sortBy = textOf(input, 'sortBy');
  const order = textOf(input, 'sortOrder')?.toLowerCase() ?? 'ascending';
  if (order !== 'ascending' && order !== 'descending') throw refuse('invalidValue', 'sortOrder');
  if (sortBy === undefined) return null;
  const meaning = meanings.get(keyOf(kind, sortBy));
  if (meaning === undefined || !('field' in meaning)) throw refuse('invalidPath', 'sortBy');
  return { field: meaning.field, isDescending: order === 'descending' };
}

/** A parameter that is given once, as text; an empty one is none. */
export function textOf(input: Json, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw refuse(name === 'filter' ? 'invalidFilter' : 'invalidValue', name);
  return value;
}

function wholeNumber(input: Json, name: string): number | undefined {
  const value = input[name];
  if (value === undefined || value === '') return undefined;
  const text = String(value);
  if ((typeof value !== 'string' && typeof value !== 'number') || !/^-?\d{1,9}$/.test(text))
    throw refuse('invalidValue', name);
  return Number(text);
}
