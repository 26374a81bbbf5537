import type { EntityManager } from 'typeorm';
import type { Person } from '../domain/directory/person.ts';
import { isSearched, type PeoplePage, type PersonSearch } from '../domain/directory/person-search.ts';
import type { Unit } from '../domain/directory/unit.ts';
import type { JsonRow } from './json-row.ts';

/**
 * How many people are read in the order of names, for each of a page, before the index of trigrams is asked. What
 * one person in 20 has fills the page from them in a few milliseconds, where the index would gather half the
 * ministry and sort it; what is rarer, the index gathers quickly. Neither needs the planner to guess right.
 */
const READ_FOR_EACH = 20;
const MOST_CANDIDATES = 2000;

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
  let { after } = search;
  let wanted = search.limit + 1;
  for (;;) {
    const rows = await candidates(manager, { ...search, after, limit: wanted }, citizenIdHash);
    for (const row of rows) {
      const person = toPerson(row.person);
      after = person.id;
      if (isSearched(search, person, row.units.map(toUnit))) people.push(person);
    }
    const hasMore = people.length > search.limit;
    if (hasMore || rows.length < wanted) return { people: people.slice(0, search.limit), hasMore };
    wanted = Math.min(wanted * 2, MOST_CANDIDATES);
  }
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
  return manager.query(
    `with first_by_name as materialized (
        select person_id, sort_key
          from (select * from person_search where ${range}
            order by sort_key, person_id limit ${search.limit * READ_FOR_EACH}) as first
          where ${matching} order by sort_key, person_id limit ${limit}),
      is_full as materialized (select count(*) = ${limit} as yes from first_by_name),
      by_index as materialized (
        select person_id, sort_key from person_search
          where not (select yes from is_full) and ${range} and ${matching}),
      page as (
        select * from first_by_name where (select yes from is_full)
        union all
        (select * from by_index order by sort_key, person_id limit ${limit}))
    select to_jsonb(person) as person,
      (select coalesce(jsonb_agg(to_jsonb(unit)), '[]') from unit
        where id in (select unit_id from appointment where person_id = person.id and ${inForce(today)})) as units
    from page join person on person.id = page.person_id
    order by page.sort_key, page.person_id`,
    values,
  );
}

/** Which part of the ordered list is asked for. */
function rangeOf({ after, status, isDormant }: PersonSearch, value: (each: unknown) => string): string {
  const conditions = ['true'];
  if (status !== null) conditions.push(`status = ${value(status)}`);
  if (isDormant === true)
    conditions.push('person_id in (select person_id from account_activity where flagged_at is not null)');
  if (after !== null)
    conditions.push(
      `(sort_key, person_id) >
        (select sort_key, person_id from person_search where person_id = ${value(after)})`,
    );
  return conditions.join(' and ');
}

/** Who of them may be meant. */
function matchOf(
  { parts, unitIds, today }: PersonSearch,
  citizenIdHash: string | null,
  value: (each: unknown) => string,
): string {
  const words = ['true', ...parts.map((part) => `text like ${value(containing(part))}`)].join(' and ');
  const asked =
    citizenIdHash === null
      ? words
      : `(${words} or person_id = (select id from person where citizen_id_hash = ${value(citizenIdHash)}))`;
  if (unitIds === null) return asked;
  const held = `unit_id = any(${value(unitIds)}::uuid[]) and ${inForce(value(today))}`;
  return `${asked} and person_id in (select person_id from appointment where ${held})`;
}

function inForce(day: string): string {
  return `(valid_from is null or valid_from <= ${day}) and (valid_until is null or valid_until >= ${day})`;
}

/** A pattern of LIKE for a text that stands anywhere. */
export function containing(part: string): string {
  return `%${part.replace(/[\\%_]/g, '\\$&')}%`;
}
