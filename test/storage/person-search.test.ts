import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { PeopleSearch1795400000000 } from '../../migrations/1795400000000-people-search.ts';
import { MarkedSearch1795720000000 } from '../../migrations/1795720000000-marked-search.ts';
import type { Appointment } from '../../src/domain/directory/appointment.ts';
import { isInForce } from '../../src/domain/directory/appointment.ts';
import type { DirectoryChange } from '../../src/domain/directory/directory-store.ts';
import { sortedByName } from '../../src/domain/directory/name-order.ts';
import { type Person, STAFF_STATUSES } from '../../src/domain/directory/person.ts';
import { splitName } from '../../src/domain/directory/person-name.ts';
import { isSearched, parseSearchText } from '../../src/domain/directory/person-search.ts';
import { countStaff, searchStaff } from '../../src/domain/directory/staff-search.ts';
import { UnitTree } from '../../src/domain/directory/unit-tree.ts';
import { makeName } from '../../src/samples/ministry-names.ts';
import { seededRandom } from '../../src/samples/ministry-random.ts';
import type { Database } from '../../src/storage/database.ts';
import { createSecretBox } from '../../src/storage/secret-box.ts';
import { createStorage, type Storage } from '../../src/storage/stores.ts';
import { appointmentRow, personRow, positionRow, unitRow } from '../domain/roles/rows.ts';
import { openTestDatabase } from '../support/test-database.ts';

const TODAY = '2026-06-01';
const PEOPLE = 400;
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const position = id(9000);
const units = [
  unitRow(id(1), { code: 'G14', name: 'Bộ' }),
  unitRow(id(2), { code: 'G14.05', name: 'Cục An toàn thông tin', parentId: id(1) }),
  unitRow(id(3), { code: 'G14.05.1', name: 'Phòng Thẩm định', parentId: id(2) }),
  unitRow(id(4), { code: 'G14.06', name: 'Vụ 100%_Pháp chế', shortName: 'PC', parentId: id(1) }),
];

const random = seededRandom(7);
const people = Array.from({ length: PEOPLE }, (_, index): Person => {
  const fullName = makeName(random, index % 2 === 0 ? 'nam' : 'nu');
  return personRow({
    id: id(1000 + index),
    fullName,
    ...splitName(fullName),
    employeeNo: index % 10 === 0 ? null : `014-${String(index).padStart(5, '0')}`,
    email: index % 7 === 0 ? null : `p${index}@mic.example`,
    citizenId: `00119000${String(index).padStart(4, '0')}`,
    status: STAFF_STATUSES[index % 30 === 0 ? 5 : 0] ?? 'dang_cong_tac',
  });
});

const periods = [{}, { until: '2026-01-01' }, { from: '2026-12-01' }, { from: TODAY, until: TODAY }];
const appointments = people.flatMap((person, index): Appointment[] =>
  [index % units.length, (index * 7) % units.length].map((unit, nth) =>
    appointmentRow(id(unit + 1), {
      id: id(10_000 + 2 * index + nth),
      personId: person.id,
      positionId: position,
      isMain: nth === 0,
      ...periods[(index + nth) % periods.length],
    }),
  ),
);

const nothing: DirectoryChange = {
  savedUnits: [],
  savedPositions: [],
  savedPeople: [],
  savedAppointments: [],
  savedMailboxes: [],
  removedAppointmentIds: [],
  removedMailboxIds: [],
};

describe('storage: people search', () => {
  let database: Database;
  let storage: Storage;
  before(async function () {
    this.timeout(60_000);
    database = await openTestDatabase();
    storage = createStorage(database.source, createSecretBox(Buffer.alloc(32, 1)));
    await apply({
      savedUnits: units,
      savedPositions: [positionRow(position)],
      savedPeople: people,
      savedAppointments: appointments,
    });
  });
  after(() => database.close());

  const apply = (change: Partial<DirectoryChange>) =>
    storage.transact(({ directory }) => directory.apply({ ...nothing, ...change }));
  const search = (text: string, more: object = {}) =>
    searchStaff(storage.stores.directory, { text, limit: 200, ...more }, TODAY);
  const idsOf = async (text: string) => (await search(text)).people.map((person) => person.id);

  it('finds what a plain reading of everybody finds, in the same order, page by page', async function () {
    this.timeout(60_000);
    const word = fc.oneof(
      fc.constantFrom('nguyen', 'Thị', 'an', 'Ánh', 'g14.05', 'phòng', 'cục', 'vụ', 'p1', '100%', '_', 'pc'),
      fc.integer({ min: 0, max: PEOPLE }).map((number) => String(number)),
      fc.constantFrom(...people.flatMap(({ fullName }) => fullName.split(' '))),
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom('\\', '\0', '\ud800', "'"),
    );
    const query = fc.record({
      text: fc.array(word, { maxLength: 3 }).map((words) => words.join(' ')),
      unit: fc.option(fc.constantFrom('G14', 'G14.05', 'g14.06'), { nil: undefined }),
      status: fc.option(fc.constantFrom('nghi_huu', 'dang_cong_tac'), { nil: undefined }),
      isMarked: fc.boolean(),
      limit: fc.constantFrom(3, 40, 200),
    });
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        const found: Person[] = [];
        let cursor: string | undefined;
        do {
          const page = await searchStaff(storage.stores.directory, { ...asked, cursor }, TODAY);
          assert.ok(page.people.length <= asked.limit);
          found.push(...page.people);
          cursor = page.next ?? undefined;
        } while (cursor !== undefined && found.length < 30);
        const expected = model(asked).slice(0, cursor === undefined ? PEOPLE : found.length);
        assert.deepEqual(found, expected);
      }),
      { numRuns: 50 },
    );
  });

  it('walks back over the same pages, and counts them', async function () {
    this.timeout(60_000);
    const walked = async (asked: { text: string; limit: number }, start: string): Promise<string[]> => {
      const found: Person[] = [];
      let before: string | undefined = start;
      while (before !== undefined) {
        const page = await searchStaff(storage.stores.directory, { ...asked, before }, TODAY);
        found.unshift(...page.people);
        before = page.next ?? undefined;
      }
      return found.map((person) => person.id);
    };
    for (const text of ['', 'nguyen', 'an', 'p1']) {
      const all = model({ text, unit: undefined, status: undefined });
      const last = all.at(-1) ?? assert.fail(text);
      const before = all.slice(0, -1).map((person) => person.id);
      for (const limit of [7, 60]) assert.deepEqual(await walked({ text, limit }, last.id), before, text);
      const counted = await countStaff(storage.stores.directory, { text, limit: 3 }, TODAY);
      // What former units are called counts as well; without words nobody is counted who is not there.
      assert.ok(text === '' ? counted === all.length : counted >= all.length, `${text}: ${counted}`);
      assert.equal(await countStaff(storage.stores.directory, { text }, TODAY, 'whole', 3), 3);
    }
    const inUnit = { text: '', unit: 'G14.05', status: 'nghi_huu' } as const;
    assert.equal(await countStaff(storage.stores.directory, inUnit, TODAY), model(inUnit).length);
  });

  it('goes by today’s appointments only', async () => {
    const past = people.filter(({ id: personId }) =>
      appointments
        .filter((each) => each.personId === personId && each.unitId === id(3))
        .some((each) => !isInForce(each, TODAY)),
    );
    assert.ok(past.length > 0);
    const found = new Set(await idsOf('G14.05.1 thẩm định'));
    for (const person of past) {
      const isThere = unitsOf(person).some((unit) => unit.id === id(3));
      assert.equal(found.has(person.id), isThere);
    }
  });

  it('finds by a whole citizen id, never by a part of one', async () => {
    const [person] = people;
    assert.deepEqual(await idsOf('001 190 000 000'), [person?.id]);
    assert.deepEqual(await idsOf('00119000000'), []);
    assert.deepEqual((await search('001190000000', { status: 'thai_san' })).people, []);
  });

  it('follows a change at once: of a name, a unit’s name, an appointment', async () => {
    const [unit, person] = [units[3], people[8]];
    assert.ok(unit && person);
    const appointment = { id: id(50_000), personId: person.id, unitId: unit.id, positionId: position };
    const before = await idsOf('quetzal');
    await storage.stores.directory.savePerson({ ...person, fullName: 'Lê Quetzal' });
    const renamed = await idsOf('quetzal');
    await apply({ savedUnits: [{ ...unit, name: 'Vụ Wombat' }] });
    const atUnit = await idsOf('wombat');
    await apply({ savedAppointments: [appointmentRow(unit.id, appointment)] });
    const joined = await idsOf('wombat quetzal');
    await apply({ removedAppointmentIds: [appointment.id] });
    const left = await idsOf('wombat quetzal');
    await apply({ savedUnits: [unit], savedPeople: [person] });
    const holders = sortedByName(people.filter((each) => unitsOf(each).includes(unit)));
    assert.deepEqual([before, renamed, joined, left], [[], [person.id], [person.id], []]);
    assert.deepEqual(
      atUnit,
      holders.map((each) => each.id),
    );
  });

  it('fills by its migrations what the store has kept', async () => {
    const rows = () => database.source.query('select * from person_search order by person_id');
    const kept = await rows();
    await database.source.query('drop table person_search');
    const runner = database.source.createQueryRunner();
    await new PeopleSearch1795400000000().up(runner);
    await new MarkedSearch1795720000000().up(runner);
    await runner.release();
    assert.equal(kept.length, PEOPLE);
    assert.deepEqual(await rows(), kept);
  });

  it('has an index of trigrams, and short words use it too', async () => {
    const plan = await database.source.transaction(async (manager) => {
      await manager.query('set local enable_seqscan = off');
      return manager.query(`explain select 1 from person_search where text like '% an%'`);
    });
    assert.match(JSON.stringify(plan), /person_search_text_idx/);
  });

  for (const query of [
    { limit: 0 },
    { limit: 201 },
    { limit: 1.5 },
    { cursor: 'x' },
    { text: 'x'.repeat(201) },
  ])
    it(`refuses ${JSON.stringify(query).slice(0, 30)}`, () =>
      assert.rejects(search('', query), { code: 'bad_request' }));

  it('refuses a unit that does not exist', () =>
    assert.rejects(search('', { unit: 'G15' }), { code: 'unit_not_found' }));
});

/** The same search, read off the rows that were written. */
function model(asked: {
  text: string;
  unit: string | undefined;
  status: string | undefined;
  isMarked?: boolean;
}): Person[] {
  const typed = parseSearchText(asked.text, { isMarked: asked.isMarked ?? false });
  const tree = new UnitTree(units);
  const top = units.find(({ code }) => code === asked.unit?.toUpperCase());
  const found = people.filter((person) => {
    const held = unitsOf(person);
    const isInside = top === undefined || held.some((unit) => tree.isWithin(unit.id, top.id));
    return isInside && person.status === (asked.status ?? person.status) && isSearched(typed, person, held);
  });
  // People are made in the order of their ids, which is what decides between namesakes.
  return sortedByName(found);
}

function unitsOf(person: Person) {
  const held = appointments.filter((each) => each.personId === person.id && isInForce(each, TODAY));
  return units.filter((unit) => held.some(({ unitId }) => unitId === unit.id));
}
