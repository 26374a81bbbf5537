import type { Standing } from '../domain/directory/account-state.ts';
import { BREAK_GLASS_ID } from '../domain/directory/break-glass-account.ts';
import type {
  Condition,
  DirectoryLists,
  DirectoryQuery,
  Found,
  PersonField,
  StaffedUnit,
  UnitField,
} from '../domain/directory/directory-query.ts';
import { STAFF_STATUSES, type StaffStatus, WORKING_STATUSES } from '../domain/directory/person.ts';
import { hasLeft } from '../domain/directory/staff-draft.ts';
import type { Unit } from '../domain/directory/unit.ts';
import { type Bind, conditionSql, type FieldColumn, withoutCase } from './condition.ts';
import type { JsonRow } from './json-row.ts';
import type { Queries } from './person-search-rows.ts';

const listed = (statuses: readonly StaffStatus[]) => statuses.map((status) => `'${status}'`).join(', ');
const WORKING = listed(WORKING_STATUSES);
const GONE = listed(STAFF_STATUSES.filter((status) => hasLeft({ status })));

const text = (sql: string): FieldColumn => ({ sql, kind: 'text' });
const code = (sql: string): FieldColumn => ({ sql, kind: 'code' });
const id = (sql: string): FieldColumn => ({ sql: `${sql}::text`, kind: 'id' });

interface Reading {
  toStanding(person: JsonRow, appointments: JsonRow[]): Standing;
  toUnit(json: JsonRow): Unit;
}

/** Lists of people and units by conditions. */
export function createDirectoryLists(database: Queries, reading: Reading): DirectoryLists {
  return {
    async queryPeople(query) {
      const { bind, values } = binder();
      const asked = askedDay(bind, query.today);
      const related = (one: Condition<UnitField>) =>
        `exists (select 1 from appointment join unit on unit.id = unit_id
          where person_id = person.id and ${IN_FORCE} and ${unitCondition(one, bind)})`;
      const where =
        query.where === null ? 'true' : conditionSql(query.where, { columns: PERSON_COLUMNS, bind, related });
      const isHidden = `person.status in (${GONE})
        and exists (select 1 from deprovisioned_person where person_id = person.id)`;
      const from = `from person ${asked}
        where person.id <> '${BREAK_GLASS_ID}' and not (${isHidden}) and ${where}`;
      const total = await count(database, from, values);
      // The Vietnamese order of names stands in the search table.
      const sorted = { ...PERSON_COLUMNS, fullName: { sql: SORT_KEY, kind: 'id' as const } };
      const rows = await page<{ person: JsonRow; appointments: JsonRow[] }>(
        database,
        `select to_jsonb(person) as person,
          (select coalesce(jsonb_agg(to_jsonb(held)), '[]') from appointment as held
            where person_id = person.id) as appointments ${from}`,
        orderOf(query, sorted, 'person.id'),
        { query, total, values },
      );
      return { total, rows: rows.map((row) => reading.toStanding(row.person, row.appointments)) };
    },
    async queryUnits(query): Promise<Found<StaffedUnit>> {
      const { bind, values } = binder();
      const asked = askedDay(bind, query.today);
      const related = (one: Condition<PersonField>) =>
        `exists (select 1 from appointment join person on person.id = person_id
          where unit_id = unit.id and ${IN_FORCE}
            and ${conditionSql(one, { columns: PERSON_COLUMNS, bind, related: nothing })})`;
      const where =
        query.where === null ? 'true' : conditionSql(query.where, { columns: UNIT_COLUMNS, bind, related });
      const from = `from unit ${asked} where (valid_until is null or valid_until >= asked.day) and ${where}`;
      const total = await count(database, from, values);
      const rows = await page<{ unit: JsonRow; digest: string }>(
        database,
        `select to_jsonb(unit) as unit,
          (select encode(sha256(convert_to(coalesce(string_agg(person_id::text, ',' order by person_id), ''), 'UTF8')), 'hex')
            from appointment where unit_id = unit.id and ${IN_FORCE}) as digest ${from}`,
        orderOf(query, UNIT_COLUMNS, 'unit.id'),
        { query, total, values },
      );
      return {
        total,
        rows: rows.map((row) => ({ unit: reading.toUnit(row.unit), peopleDigest: row.digest })),
      };
    },
    listMembers: (unitIds, today, limit) =>
      database.query(
        `select distinct unit_id as "unitId", person_id as "personId", full_name as "fullName"
          from appointment join person on person.id = person_id cross join (select $2::date as day) as asked
          where unit_id = any($1::uuid[]) and ${IN_FORCE} order by 1, 2 limit $3`,
        [unitIds, today, limit],
      ),
    async markRemoved(personId) {
      await database.query(
        'insert into deprovisioned_person (person_id) values ($1) on conflict do nothing',
        [personId],
      );
    },
  };
}

/** The day is bound once, whether or not a condition asks for it. */
const askedDay = (bind: Bind, day: string) => `cross join (select ${bind(day)}::date as day) as asked`;
const IN_FORCE = `(appointment.valid_from is null or appointment.valid_from <= asked.day)
  and (appointment.valid_until is null or appointment.valid_until >= asked.day)`;
const SORT_KEY = '(select sort_key from person_search where person_id = person.id)';
const ANY_POST = 'select 1 from appointment where person_id = person.id';

const PERSON_COLUMNS: Record<PersonField, FieldColumn> = {
  id: id('person.id'),
  login: code('coalesce(person.email, person.employee_no, person.id::text)'),
  email: code('person.email'),
  employeeNo: code('person.employee_no'),
  fullName: text('person.full_name'),
  familyName: text('person.family_name'),
  middleName: text('person.middle_name'),
  givenName: text('person.given_name'),
  title: text('person.title'),
  phone: code('person.phone'),
  category: code('person.category'),
  status: code('person.status'),
  isOpen: {
    kind: 'boolean',
    sql: `(person.disabled_at is null and person.status in (${WORKING})
      and (not exists (${ANY_POST}) or exists (${ANY_POST} and ${IN_FORCE})))`,
  },
  unitCode: code(ofMainPost('unit.code')),
  unitName: text(ofMainPost('unit.name')),
  position: text(ofMainPost('post.name')),
};

const UNIT_COLUMNS: Record<UnitField, FieldColumn> = {
  id: id('unit.id'),
  code: code('unit.code'),
  name: text('unit.name'),
  shortName: text('unit.short_name'),
  kind: text('unit.kind'),
  parentCode: code('(select code from unit as parent where parent.id = unit.parent_id)'),
};

function unitCondition(condition: Condition<UnitField>, bind: Bind): string {
  return conditionSql(condition, { columns: UNIT_COLUMNS, bind, related: nothing });
}

const nothing = () => 'false';

/** Something of the main post of the day. */
function ofMainPost(column: string): string {
  return `(select ${column}
    from appointment join unit on unit.id = unit_id join "position" as post on post.id = position_id
    where person_id = person.id and is_main and ${IN_FORCE} order by appointment.id limit 1)`;
}

function binder(): { bind: Bind; values: unknown[] } {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}

async function count(database: Queries, from: string, values: unknown[]): Promise<number> {
  const [row] = await database.query<{ total: number }[]>(`select count(*) as total ${from}`, values);
  return row?.total ?? 0;
}

async function page<Row>(
  database: Queries,
  select: string,
  order: string,
  { query, total, values }: { query: { offset: number; limit: number }; total: number; values: unknown[] },
): Promise<Row[]> {
  if (query.limit === 0 || query.offset >= total) return [];
  const places = [`$${values.length + 1}`, `$${values.length + 2}`];
  return database.query<Row[]>(`${select} order by ${order} limit ${places[0]} offset ${places[1]}`, [
    ...values,
    query.limit,
    query.offset,
  ]);
}

function orderOf<Field extends string>(
  { sort }: Pick<DirectoryQuery<Field, string>, 'sort'>,
  columns: Record<Field, FieldColumn>,
  tieBreaker: string,
): string {
  if (sort === null) return tieBreaker;
  const { sql, kind } = columns[sort.field];
  const key = kind === 'boolean' ? sql : `${withoutCase(sql, { kind })} collate "C"`;
  return `${key} ${sort.isDescending ? 'desc' : 'asc'} nulls last, ${tieBreaker}`;
}
