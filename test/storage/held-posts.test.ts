import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { type Appointment, isInForce } from '../../src/domain/directory/appointment.ts';
import { STAFF_STATUSES, WORKING_STATUSES } from '../../src/domain/directory/person.ts';
import type { Database } from '../../src/storage/database.ts';
import { createSecretBox } from '../../src/storage/secret-box.ts';
import { createStorage, type Storage } from '../../src/storage/stores.ts';
import { appointmentRow, personRow, positionRow, unitRow } from '../domain/roles/rows.ts';
import { openTestDatabase } from '../support/test-database.ts';

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const DAY = '2026-06-01';
const units = [unitRow(id(1), { code: 'G14', name: 'Bo' }), unitRow(id(2), { code: 'G14.1', name: 'Cuc' })];
const positions = [3, 4].map((number) => ({
  ...positionRow(id(number)),
  code: `p${number}`,
  name: `P${number}`,
}));
const people = Array.from({ length: 12 }, (_, index) =>
  personRow({
    id: id(100 + index),
    fullName: `Nguyen ${'ABC'[index % 3]}`,
    givenName: 'ABC'[index % 3] ?? '',
    status: STAFF_STATUSES[index % STAFF_STATUSES.length] ?? 'dang_cong_tac',
  }),
);
const appointments = Array.from(
  { length: 40 },
  (_, index): Appointment => ({
    ...appointmentRow(id(1 + (index % 2)), {
      id: id(1000 + index),
      personId: id(100 + (index % 12)),
      positionId: id(3 + (index % 5 === 0 ? 1 : 0)),
    }),
    isMain: index < 12,
    isActing: index % 7 === 0,
    from: index % 3 === 0 ? '2026-06-02' : null,
    until: index % 4 === 0 ? '2026-05-31' : null,
  }),
);
const held = appointments.filter((each) => isInForce(each, DAY));

describe('storage: held posts', () => {
  let database: Database;
  let storage: Storage;

  before(async function () {
    this.timeout(60_000);
    database = await openTestDatabase();
    storage = createStorage(database.source, createSecretBox(Buffer.alloc(32, 1)));
    await storage.transact(({ directory }) =>
      directory.apply({
        savedUnits: units,
        savedPositions: positions,
        savedPeople: people,
        savedAppointments: appointments,
        savedMailboxes: [],
        removedAppointmentIds: [],
        removedMailboxIds: [],
      }),
    );
  });
  after(() => database?.close());

  it('are counted by unit: main ones of who works, on that day', async () => {
    const working = people.filter(({ status }) => WORKING_STATUSES.includes(status)).map((each) => each.id);
    const counted = held.filter(({ isMain, personId }) => isMain && working.includes(personId));
    assert.ok(counted.length > 0 && counted.length < held.filter(({ isMain }) => isMain).length);
    for (const { id: unit } of units) {
      const holders = new Set(counted.filter(({ unitId }) => unitId === unit).map((each) => each.personId));
      assert.equal((await storage.stores.overview.countByUnit(DAY)).get(unit) ?? 0, holders.size);
    }
  });

  it('are those that the naive way finds, on pages that lead on and back', async () => {
    const asked = fc.record({
      unitIds: fc.constantFrom<(string[] | null)[]>(null, [], [id(1)], [id(1), id(2)]),
      positionIds: fc.subarray([id(3), id(4)]),
      withActing: fc.boolean(),
      limit: fc.integer({ min: 1, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ limit, ...query }) => {
        const { overview } = storage.stores;
        const expected = held.filter(
          ({ unitId, positionId, isActing }) =>
            (query.unitIds === null || query.unitIds.includes(unitId)) &&
            (query.positionIds.includes(positionId) || (query.withActing && isActing)),
        );
        const found: string[] = [];
        for (let after: string | undefined; ; ) {
          const { posts, hasMore } = await overview.listHeldPosts({ ...query, day: DAY, limit, after });
          if (after !== undefined) {
            const back = await overview.listHeldPosts({ ...query, day: DAY, limit, before: posts[0]?.id });
            assert.deepEqual(
              back.posts.map((post) => post.id),
              found.slice(-limit),
            );
          }
          found.push(...posts.map((post) => post.id));
          if (!hasMore) break;
          after = found.at(-1);
        }
        assert.deepEqual([...found].sort(), expected.map((each) => each.id).sort());
      }),
      { numRuns: 25 },
    );
  });

  it('are counted by position, each person once', async () => {
    for (const unitIds of [null, [id(1)]]) {
      const counted = await storage.stores.overview.countByPosition(DAY, unitIds);
      for (const position of positions) {
        const holders = held.filter(
          (each) => each.positionId === position.id && (unitIds === null || unitIds.includes(each.unitId)),
        );
        const expected = new Set(holders.map((each) => each.personId)).size;
        assert.equal(counted.get(position.id) ?? 0, expected);
        const alone = await storage.stores.overview.countByPosition(DAY, unitIds, [position.id]);
        assert.deepEqual([...alone], expected === 0 ? [] : [[position.id, expected]]);
      }
    }
  });
});
