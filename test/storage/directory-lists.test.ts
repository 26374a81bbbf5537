import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { isOpen } from '../../src/domain/directory/account-state.ts';
import { type Appointment, isInForce } from '../../src/domain/directory/appointment.ts';
import {
  COMPARISONS,
  type Condition,
  type PersonField,
  type UnitField,
} from '../../src/domain/directory/directory-query.ts';
import { type Person, STAFF_STATUSES } from '../../src/domain/directory/person.ts';
import { splitName } from '../../src/domain/directory/person-name.ts';
import type { Database } from '../../src/storage/database.ts';
import { createDirectoryLists } from '../../src/storage/directory-lists.ts';
import { createSecretBox } from '../../src/storage/secret-box.ts';
import { createStorage, type Storage } from '../../src/storage/stores.ts';
import { appointmentRow, personRow, positionRow, unitRow } from '../domain/roles/rows.ts';
import { openTestDatabase } from '../support/test-database.ts';

const TODAY = '2026-06-01';
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const units = [
  unitRow(id(1), { code: 'G14', name: 'Bo' }),
  unitRow(id(2), { code: 'G14.05', name: 'Cuc', parentId: id(1), kind: 'Cục' }),
  unitRow(id(3), { code: 'G14.06', name: 'Vu', parentId: id(1), validUntil: '2026-05-31' }),
];
const position = { ...positionRow(id(9000)), name: 'Expert' };
const names = ['An Binh', 'Binh An', 'Chi', "O'Neil An", '100% An', 'back\\slash An'];
const people = Array.from({ length: 60 }, (_, index): Person => {
  const fullName = names[index % names.length] ?? '';
  return personRow({
    id: id(1000 + index),
    fullName,
    ...splitName(fullName),
    employeeNo: index % 3 === 0 ? null : `NV-${index}`,
    email: index % 4 === 0 ? null : `p${index}@mic.example`,
    title: index % 5 === 0 ? 'Expert' : null,
    status: STAFF_STATUSES[index % 7] ?? 'dang_cong_tac',
    disabledAt: index % 11 === 0 ? new Date() : null,
  });
});
const periods = [{}, { until: '2026-01-01' }, { from: '2026-12-01' }, { from: TODAY, until: TODAY }];
const appointments = people.flatMap((person, index): Appointment[] =>
  index % 6 === 0
    ? []
    : [0, 1].map((nth) =>
        appointmentRow(id(((index + nth) % 3) + 1), {
          id: id(10_000 + 2 * index + nth),
          personId: person.id,
          positionId: position.id,
          isMain: nth === 0,
          ...periods[(index * (nth + 1)) % periods.length],
        }),
      ),
);

describe('storage: lists of the directory', () => {
  let database: Database;
  let storage: Storage;
  before(async function () {
    this.timeout(60_000);
    database = await openTestDatabase();
    storage = createStorage(database.source, createSecretBox(Buffer.alloc(32, 1)));
    await storage.transact(({ directory }) =>
      directory.apply({
        savedUnits: units,
        savedPositions: [position],
        savedPeople: people,
        savedAppointments: appointments,
        savedMailboxes: [],
        removedAppointmentIds: [],
        removedMailboxIds: [],
      }),
    );
  });
  after(() => database.close());

  const page = { sort: null, offset: 0, limit: 200, today: TODAY };

  it('finds people as a plain reading of everybody does', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(conditionOf(PERSON_FIELDS, unitCondition), async (where) => {
        const found = await storage.stores.directory.queryPeople({ ...page, where });
        const wanted = people.filter((person) => holds(where, personFields(person), unitsOf(person)));
        assert.deepEqual(
          found.rows.map(({ person }) => person.id),
          wanted.map((person) => person.id),
        );
        assert.equal(found.total, wanted.length);
      }),
      { numRuns: 80 },
    );
  });

  it('finds units as a plain reading of all does, but those that have ended', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(conditionOf(UNIT_FIELDS, personCondition), async (where) => {
        const found = await storage.stores.directory.queryUnits({ ...page, where });
        const wanted = units.filter(
          (unit) => unit.validUntil === null && holds(where, unitFields(unit), peopleIn(unit.id)),
        );
        assert.deepEqual(
          found.rows.map(({ unit }) => unit.id),
          wanted.map((unit) => unit.id),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('takes SQL for text', async () => {
    const { directory } = storage.stores;
    for (const value of [`' or 1=1 --`, `"; drop table person; --`, '$1', '%', '\\', `x'); select 1`]) {
      for (const op of COMPARISONS.filter((each) => each === 'eq' || each === 'sw' || each === 'ew')) {
        const where = { op, field: 'fullName', value } as const;
        assert.equal((await directory.queryPeople({ ...page, where })).total, 0, `${op} ${value}`);
      }
    }
    const where = { op: 'co', field: 'fullName', value: "o'neil" } as const;
    assert.equal((await directory.queryPeople({ ...page, where })).total, 10);
  });

  it('finds a user name by an index', async () => {
    const plans: string[] = [];
    await database.source.transaction(async (manager) => {
      await manager.query('set local enable_seqscan = off');
      const explaining = {
        async query<Rows>(statement: string, values?: unknown[]): Promise<Rows> {
          plans.push(JSON.stringify(await manager.query(`explain ${statement}`, values)));
          return [] as Rows;
        },
      };
      const unread = () => assert.fail('nothing is read');
      const lists = createDirectoryLists(explaining, { toStanding: unread, toUnit: unread });
      await lists.queryPeople({ ...page, where: { op: 'eq', field: 'login', value: 'P1@mic.example' } });
    });
    assert.match(plans.join(), /person_login_idx/);
  });

  it('reads pages of a sorted list without gap or repeat, nothing last', async () => {
    const { directory } = storage.stores;
    for (const isDescending of [false, true]) {
      const seen: Person[] = [];
      for (let offset = 0; offset < 60; offset += 7) {
        const sort = { field: 'employeeNo', isDescending } as const;
        const { rows } = await directory.queryPeople({ where: null, sort, offset, limit: 7, today: TODAY });
        seen.push(...rows.map(({ person }) => person));
      }
      assert.equal(new Set(seen.map((person) => person.id)).size, 60);
      const numbers = seen.flatMap(({ employeeNo }) => employeeNo?.toLowerCase() ?? []);
      const sorted = numbers.toSorted();
      assert.deepEqual(numbers, isDescending ? sorted.reverse() : sorted);
      assert.equal(
        seen.findIndex(({ employeeNo }) => employeeNo === null),
        40,
      );
    }
    const none = await directory.queryPeople({ ...page, where: null, limit: 0 });
    assert.deepEqual(none, { total: 60, rows: [] });
  });

  it('sorts people by name the Vietnamese way', async () => {
    const sort = { field: 'fullName', isDescending: false } as const;
    const { rows } = await storage.stores.directory.queryPeople({ ...page, where: null, sort });
    assert.deepEqual(new Set(rows.slice(0, 40).map(({ person }) => person.givenName)), new Set(['An']));
  });

  it('lists the members of units today, and notices in the digest when they change', async () => {
    const { directory } = storage.stores;
    const members = await directory.listMembers([id(2)], TODAY, 1000);
    assert.deepEqual(
      new Set(members.map(({ personId }) => personId)),
      new Set(peopleIn(id(2)).map((fields) => fields.id)),
    );
    assert.equal((await directory.listMembers([id(1), id(2)], TODAY, 3)).length, 3);
    const digestOn = async (today: string) =>
      (await directory.queryUnits({ ...page, where: null, today })).rows.map((row) => row.peopleDigest);
    assert.deepEqual(await digestOn(TODAY), await digestOn(TODAY));
    assert.notDeepEqual(await digestOn(TODAY), await digestOn('2026-06-02'));
  });

  it('hides whom a client removed, for as long as they are gone', async () => {
    const gone = people.find(({ status }) => status === 'nghi_huu');
    const back = people.find(({ status }) => status === 'dang_cong_tac');
    assert.ok(gone && back);
    const total = async () => (await storage.stores.directory.queryPeople({ ...page, where: null })).total;
    const result = storage.transact(async ({ directory }) => {
      for (const each of [gone.id, gone.id, back.id]) await directory.markRemoved(each);
      const seen = (await directory.queryPeople({ ...page, where: null })).rows.map(
        ({ person }) => person.id,
      );
      assert.equal(seen.includes(gone.id), false);
      assert.equal(seen.includes(back.id), true);
      throw new Error('undone');
    });
    await assert.rejects(result, { message: 'undone' });
    assert.equal(await total(), 60);
  });
});

type Fields = Record<string, string | boolean | null>;

const PERSON_FIELDS: PersonField[] = [
  'id',
  'login',
  'email',
  'employeeNo',
  'fullName',
  'givenName',
  'middleName',
  'title',
  'status',
  'unitCode',
  'unitName',
  'position',
];
const UNIT_FIELDS: UnitField[] = ['id', 'code', 'name', 'kind', 'parentCode'];
const VALUES = fc.constantFrom(
  ...['an', 'AN', 'binh an', 'Expert', 'expert', 'NV-1', 'nv-10', 'p1@mic.example', 'G14', 'g14.05'],
  ...['dang_cong_tac', 'cuc', '', '%', "'", '\\', id(1001), id(2), 'O'],
);

function leafOf<Field extends string>(fields: Field[]): fc.Arbitrary<Condition<Field>> {
  return fc.oneof(
    fc.record({ op: fc.constant('present' as const), field: fc.constantFrom(...fields) }),
    fc.record({ op: fc.constantFrom(...COMPARISONS), field: fc.constantFrom(...fields), value: VALUES }),
  );
}
const unitCondition = leafOf(UNIT_FIELDS);
const personCondition = leafOf(PERSON_FIELDS);

function conditionOf<Field extends string, Related extends string>(
  fields: Field[],
  related: fc.Arbitrary<Condition<Related>>,
): fc.Arbitrary<Condition<Field, Related>> {
  const open = fc.record({
    op: fc.constantFrom('eq' as const, 'ne' as const),
    field: fc.constant('isOpen' as Field),
    value: fc.boolean(),
  });
  const { one } = fc.letrec<{ one: Condition<Field, Related> }>((tie) => ({
    one: fc.oneof(
      { maxDepth: 3 },
      leafOf(fields) as fc.Arbitrary<Condition<Field, Related>>,
      ...(fields.includes('login' as Field) ? [open] : []),
      fc.record({ op: fc.constant('related' as const), one: related }),
      fc.record({ op: fc.constant('not' as const), one: tie('one') }),
      fc.record({
        op: fc.constantFrom('and' as const, 'or' as const),
        all: fc.array(tie('one'), { maxLength: 3 }),
      }),
    ),
  }));
  return one;
}

/** The meaning of a condition, as its documentation says it. */
function holds(condition: Condition<string, string>, fields: Fields, related: Fields[]): boolean {
  if ('all' in condition) {
    const all = condition.all.map((each) => holds(each, fields, related));
    return condition.op === 'and' ? !all.includes(false) : all.includes(true);
  }
  if (condition.op === 'not') return !holds(condition.one, fields, related);
  if (condition.op === 'related') return related.some((each) => holds(condition.one, each, []));
  const folded = (value: string | boolean | null | undefined) =>
    typeof value === 'string' && condition.field !== 'id' ? value.toLowerCase() : (value ?? null);
  const actual = folded(fields[condition.field]);
  if (condition.op === 'present') return actual !== null;
  const wanted = folded(condition.value);
  if (condition.op === 'ne') return actual !== wanted;
  if (condition.op === 'eq') return actual === wanted;
  if (typeof actual !== 'string' || typeof wanted !== 'string') return false;
  const compared = {
    co: actual.includes(wanted),
    sw: actual.startsWith(wanted),
    ew: actual.endsWith(wanted),
    gt: actual > wanted,
    ge: actual >= wanted,
    lt: actual < wanted,
    le: actual <= wanted,
  };
  return compared[condition.op];
}

function postsOf(person: Person): Appointment[] {
  return appointments.filter((each) => each.personId === person.id && isInForce(each, TODAY));
}

function personFields(person: Person): Fields {
  const main = units.find(({ id: unitId }) => postsOf(person).find((each) => each.isMain)?.unitId === unitId);
  const { birthDate, gender, disabledAt, ...texts } = person;
  return {
    ...texts,
    login: person.email ?? person.employeeNo ?? person.id,
    isOpen: isOpen(
      { person, appointments: appointments.filter(({ personId }) => personId === person.id) },
      TODAY,
    ),
    unitCode: main?.code ?? null,
    unitName: main?.name ?? null,
    position: main === undefined ? null : position.name,
  };
}

function unitFields({ id: unitId, code, name, kind, parentId }: (typeof units)[number]): Fields {
  return {
    id: unitId,
    code,
    name,
    kind,
    parentCode: units.find((each) => each.id === parentId)?.code ?? null,
  };
}

function unitsOf(person: Person): Fields[] {
  return units.filter((unit) => postsOf(person).some(({ unitId }) => unitId === unit.id)).map(unitFields);
}

function peopleIn(unitId: string): Fields[] {
  return people.filter((person) => postsOf(person).some((each) => each.unitId === unitId)).map(personFields);
}
