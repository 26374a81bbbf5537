import { BREAK_GLASS_ID } from '../domain/directory/break-glass-account.ts';
import { nameSortKey } from '../domain/directory/name-order.ts';
import type { Person } from '../domain/directory/person.ts';
import { markedText, searchText } from '../domain/directory/person-search.ts';
import type { Unit } from '../domain/directory/unit.ts';
import { writeInBatches } from './batches.ts';

/** Keeps `person_search` true: derived rows, written in the transaction that changes what they derive from. */

/** An entity manager or, in a migration, its query runner. */
export interface Queries {
  query<Rows>(statement: string, parameters?: unknown[]): Promise<Rows>;
}

type Source = Pick<
  Person,
  'id' | 'employeeNo' | 'fullName' | 'familyName' | 'middleName' | 'givenName' | 'email' | 'status'
> & { unitIds: string[] };
type SourceUnit = Pick<Unit, 'id' | 'code' | 'name' | 'shortName'>;

// Past and coming appointments count too: which of them is in force today, the search itself decides.
const SOURCES = `
  select id, employee_no as "employeeNo", full_name as "fullName", family_name as "familyName",
    middle_name as "middleName", given_name as "givenName", email, status,
    coalesce(unit_ids, '{}') as "unitIds"
  from person
    left join (select person_id, array_agg(unit_id) as unit_ids from appointment
      where person_id = any($1::uuid[]) group by person_id) as held on person_id = id
  where id = any($1::uuid[])`;

const WRITE = `
  insert into person_search (person_id, sort_key, status, text, marked)
    select person_id, sort_key, status, text, marked from jsonb_populate_recordset(null::person_search, $1::jsonb)
  on conflict (person_id) do update
    set sort_key = excluded.sort_key, status = excluded.status, text = excluded.text,
      marked = excluded.marked
    where row(person_search.*) is distinct from row(excluded.*)`;

/** Writes the rows of these people anew. */
export async function renewSearchRows(database: Queries, personIds: Iterable<string>): Promise<void> {
  const ids = [...new Set(personIds)];
  if (ids.length === 0) return;
  const listed = await database.query<SourceUnit[]>(
    'select id, code, name, short_name as "shortName" from unit',
  );
  const units = new Map(listed.map((unit) => [unit.id, unit]));
  await writeInBatches(ids, {
    read: (batch) => database.query<Source[]>(SOURCES, [batch]),
    prepare: (sources) => JSON.stringify(sources.map((source) => searchRow(source, units))),
    write: (rows) => database.query(WRITE, [rows]),
  });
}

/** Writes the rows of all people anew: for a migration that changes what they hold. */
export async function renewEveryone(database: Queries): Promise<void> {
  const people = await database.query<{ id: string }[]>(
    `select id from person where id <> '${BREAK_GLASS_ID}'`,
  );
  await renewSearchRows(
    database,
    people.map(({ id }) => id),
  );
}

function searchRow(person: Source, units: ReadonlyMap<string, SourceUnit>) {
  const held = [...new Set(person.unitIds)].sort().flatMap((id) => units.get(id) ?? []);
  return {
    person_id: person.id,
    sort_key: nameSortKey(person),
    status: person.status,
    text: searchText(person, held),
    marked: markedText(person, held),
  };
}
