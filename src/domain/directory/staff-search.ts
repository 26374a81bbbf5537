import type { Day } from '../clock.ts';
import { DomainError } from '../errors.ts';
import type { DirectoryStore } from './directory-store.ts';
import type { Person, StaffStatus } from './person.ts';
import { isRowId } from './person-lookup.ts';
import { type AccountFault, type PersonSearch, parseSearchText } from './person-search.ts';
import {
  boundingUnits,
  isWithinUnits,
  namedUnits,
  type ReadableExtent,
  readsNames,
} from './readable-extent.ts';
import { getUnit } from './unit-lookup.ts';
import { UnitTree } from './unit-tree.ts';

/** What an officer asks for; nothing asked means everybody. */
export interface StaffQuery {
  text?: string | undefined;
  /** Code of a unit; the units below it count too. */
  unit?: string | undefined;
  status?: StaffStatus | undefined;
  /** Only who holds this position (id) today. */
  positionId?: string | undefined;
  /** Only accounts that are flagged as dormant. */
  isDormant?: boolean | undefined;
  /** Only accounts of which this is true. */
  account?: AccountFault | undefined;
  /** Only these people, by id. */
  among?: readonly string[] | undefined;
  /** Whether the diacritics of the text count. */
  isMarked?: boolean | undefined;
  /** People of a page. */
  limit?: number | undefined;
  /** `next` of the page before, for the same question. */
  cursor?: string | undefined;
  /** The id of the first person of the page after, for the way back; only one of both is named. */
  before?: string | undefined;
}

export interface StaffPage {
  people: Person[];
  /** Ids of those of them of whom whoever asks may read the name alone. */
  namesOnly: ReadonlySet<string>;
  /** Cursor of the following page; null at the end. On the way back, of the one before that: its `before`. */
  next: string | null;
}

/** Most people of a page. */
export const PAGE_MAX = 200;
/** People of a page unless somebody says otherwise. */
export const PAGE = 50;
const TEXT_MAX_LENGTH = 200;

/**
 * One page of the people that an officer asks for, by given, family, then middle name. The cursor is an id and
 * no name: it may stand in an address, and in the log of a proxy. Who may read names alone beyond her units finds
 * nobody there by anything but these: not by position, status, the state of the account or citizen id.
 * @throws unit_not_found, bad_request
 */
export async function searchStaff(
  directory: Pick<DirectoryStore, 'searchPeople' | 'listUnits' | 'listStandings'>,
  query: StaffQuery,
  today: Day,
  extent: ReadableExtent = 'whole',
): Promise<StaffPage> {
  const { search, bounds } = await readQuery(directory, query, today, extent);
  const { people, hasMore } = await directory.searchPeople(search);
  const namesOnly = bounds === null ? await outsiders(directory, people, extent) : new Set<string>();
  const edge = query.before === undefined ? people.at(-1) : people[0];
  return { people, namesOnly, next: hasMore ? (edge?.id ?? null) : null };
}

/**
 * How many people the same question finds on all its pages.
 * @param most counts no further than this
 * @throws unit_not_found, bad_request
 */
export async function countStaff(
  directory: Pick<DirectoryStore, 'countPeople' | 'listUnits'>,
  query: StaffQuery,
  today: Day,
  extent: ReadableExtent = 'whole',
  most: number | null = null,
): Promise<number> {
  return directory.countPeople((await readQuery(directory, query, today, extent)).search, most);
}

/** A question as the store takes it, and the units beyond which nobody is found; null when there are none. */
async function readQuery(
  directory: Pick<DirectoryStore, 'listUnits'>,
  query: StaffQuery,
  today: Day,
  extent: ReadableExtent,
): Promise<{ search: PersonSearch; bounds: readonly string[] | null }> {
  const { text = '', unit, status, positionId, isDormant = false, account, among, isMarked = false } = query;
  const { limit = PAGE, cursor, before } = query;
  if (text.length > TEXT_MAX_LENGTH) throw new DomainError('bad_request', { reason: 'text' });
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_MAX)
    throw new DomainError('bad_request', { reason: 'limit' });
  for (const edge of [cursor, before])
    if (edge !== undefined && !isRowId(edge)) throw new DomainError('bad_request', { reason: 'cursor' });
  const words = parseSearchText(text, { isMarked });
  const asked = [status, positionId, account, among, words.citizenId ?? undefined];
  const asksMore = isDormant || asked.some((each) => each !== undefined);
  const bounds = readsNames(extent) && !asksMore ? null : boundingUnits(extent);
  const unitIds = unit === undefined ? copyOf(bounds) : await subtreeOf(directory, unit, extent, bounds);
  const search: PersonSearch = {
    ...words,
    unitIds,
    positionIds: positionId === undefined ? null : [positionId],
    status: status ?? null,
    isDormant,
    account: account ?? null,
    among: copyOf(among ?? null),
    today,
    after: cursor ?? null,
    before: before ?? null,
    limit,
  };
  return { search, bounds };
}

/** Of some people those whose records may not be read. */
async function outsiders(
  directory: Pick<DirectoryStore, 'listStandings'>,
  people: readonly Person[],
  extent: ReadableExtent,
): Promise<Set<string>> {
  if (extent === 'whole') return new Set();
  const ids = people.map(({ id }) => id);
  const standings = extent.unitIds.length === 0 ? [] : await directory.listStandings(ids);
  const within = new Set(
    standings.filter((standing) => isWithinUnits(standing, extent)).map(({ person }) => person.id),
  );
  return new Set(ids.filter((id) => !within.has(id)));
}

async function subtreeOf(
  directory: Pick<DirectoryStore, 'listUnits'>,
  code: string,
  extent: ReadableExtent,
  bounds: readonly string[] | null,
): Promise<string[]> {
  const units = await directory.listUnits();
  const top = getUnit(namedUnits(units, extent), code);
  const ids = [top, ...new UnitTree(units).descendants(top.id)].map(({ id }) => id);
  return bounds === null ? ids : ids.filter((id) => bounds.includes(id));
}

function copyOf(ids: readonly string[] | null): string[] | null {
  return ids === null ? null : [...ids];
}
