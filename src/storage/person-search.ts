import type { EntityManager } from 'typeorm';
import type { Person } from '../domain/directory/person.ts';
import {
  type AccountFault,
  isSearched,
  type PeoplePage,
  type PersonSearch,
} from '../domain/directory/person-search.ts';
import type { Unit } from '../domain/directory/unit.ts';
import type { JsonRow } from './json-row.ts';
import { inForce } from './within-units.ts';

/**
 * How many people are read in the order of names, for each of a page, before the index of trigrams is asked. What
 * one person in 20 has fills the page from them in a few milliseconds, where the index would gather half the
 * ministry and sort it; what is rarer, the index gathers quickly. Neither needs the planner to guess right.
 */
const READ_FOR_EACH = 20;
const MOST_CANDIDATES = 2000;

const HAS_CERTIFICATE = `exists (select 1 from certificate_binding
  where certificate_binding.person_id = person_search.person_id and confirmed_at is not null and revoked_at is null)`;
const has = (table: string) =>
  `exists (select 1 from ${table} where ${table}.person_id = person_search.person_id)`;
const FAULTS: Record<AccountFault, string> = {
  no_factor: `not ${has('totp_credential')} and not ${has('passkey')} and not ${HAS_CERTIFICATE}`,
  inactivated: `not ${has('password_credential')} and not ${HAS_CERTIFICATE}`,
  disabled: 'person_id in (select id from person where disabled_at is not null)',
};
interface CandidateRow {
  person: JsonRow;
  units: JsonRow[];
}

interface Reading {
  toPerson(json: JsonRow): Person;
  toUnit(json: JsonRow): Unit;
}

/** Reads a page of people. Rows know past and coming appointments too, so today's are judged here. */
export async function searchPeople(
  manager: EntityManager,
  search: PersonSearch,
  citizenIdHash: string | null,
  { toPerson, toUnit }: Reading,
): Promise<PeoplePage> {
  const people: Person[] = [];
  const end = isBackwards(search) ? 'before' : 'after';
  let from = search[end] ?? null;
  let wanted = search.limit + 1;
  for (;;) {
    const rows = await candidates(manager, { ...search, [end]: from, limit: wanted }, citizenIdHash);
    for (const row of rows) {
      const person = toPerson(row.person);
      from = person.id;
      if (isSearched(search, person, row.units.map(toUnit))) people.push(person);
    }
    const hasMore = people.length > search.limit;
    if (hasMore || rows.length < wanted) {
      const page = people.slice(0, search.limit);
      return { people: isBackwards(search) ? page.reverse() : page, hasMore };
    }
    wanted = Math.min(wanted * 2, MOST_CANDIDATES);
  }
}

/** How many people a search may mean; a word that only a former unit of theirs has counts, too. */
export async function countPeople(
  manager: EntityManager,
  search: PersonSearch,
  citizenIdHash: string | null,
  most: number | null,
): Promise<number> {
  const values: unknown[] = [];
  const value = (each: unknown) => `$${values.push(each)}`;
  const everywhere = { ...search, after: null, before: null };
  const [row] = await manager.query<{ number: number }[]>(
    `select count(*)::int as number from (select from person_search
      where ${rangeOf(everywhere, value)} and ${matchOf(search, citizenIdHash, value)}
      limit ${value(most)}) as found`,
    values,
  );
  return row?.number ?? 0;
}

function isBackwards({ before = null }: PersonSearch): boolean {
  return before !== null;
}

function candidates(
  manager: EntityManager,
  search: PersonSearch,
  citizenIdHash: string | null,
): Promise<CandidateRow[]> {
  const values: unknown[] = [];
  const value = (each: unknown) => `$${values.push(each)}`;
  const range = rangeOf(search, value);
  const matching = matchOf(search, citizenIdHash, value);
  const [limit, today] = [value(search.limit), value(search.today)];
  const direction = isBackwards(search) ? 'desc' : 'asc';
  const order = (table = '') => `order by ${table}sort_key ${direction}, ${table}person_id ${direction}`;
  return manager.query(
    `with first_by_name as materialized (
        select person_id, sort_key
          from (select * from person_search where ${range}
            ${order()} limit ${search.limit * READ_FOR_EACH}) as person_search
          where ${matching} ${order()} limit ${limit}),
      is_full as materialized (select count(*) = ${limit} as yes from first_by_name),
      by_index as materialized (
        select person_id, sort_key from person_search
          where not (select yes from is_full) and ${range} and ${matching}),
      page as (
        select * from first_by_name where (select yes from is_full)
        union all
        (select * from by_index ${order()} limit ${limit}))
    select to_jsonb(person) as person,
      (select coalesce(jsonb_agg(to_jsonb(unit)), '[]') from unit
        where id in (select unit_id from appointment where person_id = person.id and ${inForce(today)})) as units
    from page join person on person.id = page.person_id
    ${order('page.')}`,
    values,
  );
}

/** Which part of the ordered list is asked for. */
function rangeOf(
  { after, before = null, status, isDormant, account = null, among = null }: PersonSearch,
  value: (each: unknown) => string,
): string {
  const conditions = ['true'];
  if (status !== null) conditions.push(`status = ${value(status)}`);
  if (among !== null) conditions.push(`person_id = any(${value(among)}::uuid[])`);
  if (account !== null) conditions.push(FAULTS[account]);
  if (isDormant === true)
    conditions.push('person_id in (select person_id from account_activity where flagged_at is not null)');
  const [edge, side] = before === null ? [after, '>'] : [before, '<'];
  if (edge !== null)
    conditions.push(
      `(sort_key, person_id) ${side}
        (select sort_key, person_id from person_search where person_id = ${value(edge)})`,
    );
  return conditions.join(' and ');
}

/** Who of them may be meant. */
function matchOf(
  { parts, marked = [], unitIds, positionIds = null, today }: PersonSearch,
  citizenIdHash: string | null,
  value: (each: unknown) => string,
): string {
  const words = [
    'true',
    ...parts.map((part) => `text like ${value(containing(part))}`),
    ...marked.map((part) => `marked like ${value(containing(part))}`),
  ].join(' and ');
  const asked =
    citizenIdHash === null
      ? words
      : `(${words} or person_id = (select id from person where citizen_id_hash = ${value(citizenIdHash)}))`;
  const held = [
    ...(unitIds === null ? [] : [`unit_id = any(${value(unitIds)}::uuid[])`]),
    ...(positionIds === null ? [] : [`position_id = any(${value(positionIds)}::uuid[])`]),
  ];
  if (held.length === 0) return asked;
  held.push(inForce(value(today)));
  return `${asked} and person_id in (select person_id from appointment where ${held.join(' and ')})`;
}

/** A pattern of LIKE for a text that stands anywhere. */
export function containing(part: string): string {
  return `%${part.replace(/[\\%_]/g, '\\$&')}%`;
}
