import type { Day } from '../clock.ts';
import { DomainError } from '../errors.ts';
import type { DirectoryStore } from './directory-store.ts';
import type { Person, StaffStatus } from './person.ts';
import { isRowId } from './person-lookup.ts';
import { parseSearchText } from './person-search.ts';
import { getUnit } from './unit-lookup.ts';
import { UnitTree } from './unit-tree.ts';

/** What an officer asks for; nothing asked means everybody. */
export interface StaffQuery {
  text?: string | undefined;
  /** Code of a unit; the units below it count too. */
  unit?: string | undefined;
  status?: StaffStatus | undefined;
  /** Only accounts that are flagged as dormant. */
  isDormant?: boolean | undefined;
  /** People of a page. */
  limit?: number | undefined;
  /** `next` of the page before, for the same question. */
  cursor?: string | undefined;
}

export interface StaffPage {
  people: Person[];
  /** Cursor of the following page; null at the end. */
  next: string | null;
}

/** Most people of a page. */
export const PAGE_MAX = 200;
/** People of a page unless somebody says otherwise. */
export const PAGE = 50;
const TEXT_MAX_LENGTH = 200;

/**
 * One page of the people that an officer asks for, by given, family, then middle name. The cursor is an id and
 * no name: it may stand in an address, and in the log of a proxy.
 * @throws unit_not_found, bad_request
 */
export async function searchStaff(
  directory: Pick<DirectoryStore, 'searchPeople' | 'listUnits'>,
  { text = '', unit, status, isDormant = false, limit = PAGE, cursor }: StaffQuery,
  today: Day,
): Promise<StaffPage> {
  if (text.length > TEXT_MAX_LENGTH) throw new DomainError('bad_request', { reason: 'text' });
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_MAX)
    throw new DomainError('bad_request', { reason: 'limit' });
  if (cursor !== undefined && !isRowId(cursor)) throw new DomainError('bad_request', { reason: 'cursor' });
  const { people, hasMore } = await directory.searchPeople({
    ...parseSearchText(text),
    unitIds: unit === undefined ? null : await subtreeOf(directory, unit),
    status: status ?? null,
    isDormant,
    today,
    after: cursor ?? null,
    limit,
  });
  return { people, next: hasMore ? (people.at(-1)?.id ?? null) : null };
}

async function subtreeOf(directory: Pick<DirectoryStore, 'listUnits'>, code: string): Promise<string[]> {
  const units = await directory.listUnits();
  const top = getUnit(units, code);
  return [top, ...new UnitTree(units).descendants(top.id)].map(({ id }) => id);
}
