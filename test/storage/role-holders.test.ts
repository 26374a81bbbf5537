import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { dayOf } from '../../src/domain/clock.ts';
import { sortedByName } from '../../src/domain/directory/name-order.ts';
import { type Person, STAFF_STATUSES, WORKING_STATUSES } from '../../src/domain/directory/person.ts';
import { splitName } from '../../src/domain/directory/person-name.ts';
import type { PersonRecord } from '../../src/domain/directory/person-record.ts';
import { UnitTree } from '../../src/domain/directory/unit-tree.ts';
import type { Role } from '../../src/domain/roles/role.ts';
import type { HolderColumns } from '../../src/domain/roles/role-grant.ts';
import { findHolders, type RoleHolder } from '../../src/domain/roles/role-holders.ts';
import { loadEffectiveRoles } from '../../src/domain/roles/role-lookup.ts';
import { isHandover } from '../../src/domain/roles/role-paths.ts';
import { tenuresAt, tenuresOf } from '../../src/domain/roles/tenure.ts';
import { byId } from '../../src/domain/roles/unit-ancestry.ts';
import { makeName } from '../../src/samples/ministry-names.ts';
import { seededRandom } from '../../src/samples/ministry-random.ts';
import type { Database } from '../../src/storage/database.ts';
import { createSecretBox } from '../../src/storage/secret-box.ts';
import { createStorage, type Storage } from '../../src/storage/stores.ts';
import {
  appointmentRow,
  mandateRow,
  personRow,
  positionRow,
  roleGrantRow,
  roleRow,
  unitRow,
} from '../domain/roles/rows.ts';
import { openTestDatabase } from '../support/test-database.ts';

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const DAY = new Date('2026-06-01T03:00:00Z');
const PEOPLE = 24;
const units = [
  unitRow(id(1), { code: 'G14' }),
  unitRow(id(2), { code: 'G14.1', parentId: id(1) }),
  unitRow(id(3), { code: 'G14.1.1', parentId: id(2), validUntil: '2026-12-31' }),
  unitRow(id(4), { code: 'G14.2', parentId: id(1) }),
];
const positions = [positionRow(id(51)), positionRow(id(52))];
const roles = [
  roleRow({ id: id(60), clientId: 'documents', extent: 'own-unit' }),
  roleRow({ id: id(61), clientId: 'hr', code: 'desk', extent: 'any' }),
  roleRow({ id: id(62), clientId: 'documents', code: 'office', extent: 'any', isPrivileged: true }),
  roleRow({ id: id(63), clientId: 'documents', code: 'reader', extent: 'none' }),
];
const random = seededRandom(11);
const people = Array.from({ length: PEOPLE }, (_, index): Person => {
  const fullName = makeName(random, index % 2 === 0 ? 'nam' : 'nu');
  const status = STAFF_STATUSES[index % 8 === 0 ? 5 : 0] ?? 'dang_cong_tac';
  const category = [null, 'cong_chuc', 'vien_chuc'] as const;
  const fields = { fullName, ...splitName(fullName), status, category: category[index % 3] ?? null };
  return personRow({ id: id(1000 + index), ...fields });
});
const periods = [{}, { until: '2026-05-20' }, { from: '2026-07-01' }, { from: '2026-05-21' }];
// Some have none, and an account none the less.
const appointments = people.slice(0, -2).flatMap((person, index) =>
  [index, index * 5 + 1].map((place, nth) =>
    appointmentRow(id(1 + (place % units.length)), {
      id: id(5000 + 2 * index + nth),
      personId: person.id,
      positionId: id(51 + (place % 3 === 0 ? 1 : 0)),
      isMain: nth === 0,
      ...periods[(index + nth) % periods.length],
    }),
  ),
);

describe('who holds a role', function () {
  this.timeout(180_000);
  let database: Database;
  let storage: Storage;
  const records: PersonRecord[] = [];

  before(async () => {
    database = await openTestDatabase();
    storage = createStorage(database.source, createSecretBox(Buffer.alloc(32, 1)));
    await database.source.query(
      `insert into client (id, metadata, created_at, updated_at)
        select id, '{}', now(), now() from unnest(array['documents', 'hr']) as id`,
    );
    await storage.transact(async ({ directory, roles: store }) => {
      await directory.apply({
        savedUnits: units,
        savedPositions: positions,
        savedPeople: people,
        savedAppointments: appointments,
        savedMailboxes: [],
        removedAppointmentIds: [],
        removedMailboxIds: [],
      });
      for (const role of roles) await store.addRole(role);
    });
    for (const person of sortedByName(people)) {
      const record = await storage.stores.directory.findPersonRecord(person.id);
      assert.ok(record !== undefined);
      records.push(record);
    }
  });
  after(() => database.close());

  async function holders({ clientId, code }: Role, at: Date, limit: number): Promise<RoleHolder[]> {
    const found: RoleHolder[] = [];
    let cursor: string | undefined;
    do {
      const page = await findHolders(storage.stores, { clientId, code, at, limit, cursor });
      assert.ok(page.holders.length <= limit);
      found.push(...page.holders);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return found;
  }

  /** Everybody, one after the other. */
  async function model(role: Role, at: Date) {
    const found = [];
    for (const record of records) {
      const held = await loadEffectiveRoles(storage.stores, record, role.clientId, at);
      for (const { units: limit, until, paths } of held.filter((each) => each.role.id === role.id)) {
        const kinds = [...new Set(paths.map(({ via }) => via.kind))].sort();
        const isByComposite = paths.some(({ composites }) => composites !== undefined);
        const holder = { person: record.person.id, units: limit, until, kinds };
        found.push({ holder, isByComposite, record, paths });
      }
    }
    return found;
  }

  /** What the matrix says of a role, unit by unit: each with those below it. */
  async function matrix(role: Role, at: Date) {
    const rows = units.map((unit) => ({ key: unit.id, unitIds: subtreeOf(unit.id) }));
    const asked = { roleIds: [role.id], rows, at, today: dayOf(at), working: WORKING_STATUSES };
    const cells = await storage.stores.roleOverview.countHolders(asked);
    return new Map(cells.map(({ key, people: count, kinds }) => [key, { count, kinds: [...kinds].sort() }]));
  }

  /** The same of everybody, by the posts that their own paths go by. */
  function modelMatrix(held: Awaited<ReturnType<typeof model>>, at: Date) {
    const posts = held.map(({ record, paths }) =>
      paths.flatMap((path): { kind: string; unitId: string }[] => {
        const { via } = path;
        if (via.kind === 'mandate' || isHandover(path)) return [];
        if (via.kind !== 'person') return [{ kind: via.kind, unitId: via.unitId }];
        const tenures = tenuresOf(record.person.id, record.appointments, byId(units));
        return tenuresAt(tenures, at).map(({ unit }) => ({ kind: via.kind, unitId: unit.id }));
      }),
    );
    const counted = units.map(({ id: key }) => {
      const below = subtreeOf(key);
      const within = posts.map((each) => each.filter(({ unitId }) => below.includes(unitId)));
      const count = within.filter((each) => each.length > 0).length;
      return [key, { count, kinds: [...new Set(within.flat().map(({ kind }) => kind))].sort() }] as const;
    });
    return new Map(counted.filter(([, { count }]) => count > 0));
  }

  it('is everybody whose effective roles contain it, in the order of names, page by page', async () => {
    const none: HolderColumns = {
      personId: null,
      unitId: null,
      includesSubtree: false,
      positionId: null,
      category: null,
    };
    const unitId = fc.integer({ min: 1, max: 4 }).map(id);
    const positionId = fc.constantFrom(id(51), id(52));
    const includesSubtree = fc.boolean();
    const category = fc.constantFrom('cong_chuc' as const, 'vien_chuc' as const);
    const holder: fc.Arbitrary<Partial<HolderColumns>> = fc.oneof(
      fc.integer({ min: 1000, max: 999 + PEOPLE }).map((number) => ({ personId: id(number) })),
      fc.record({ unitId, includesSubtree }),
      fc.record({ positionId }),
      fc.record({ positionId, unitId, includesSubtree }),
      { weight: 3, arbitrary: fc.record({ category }) },
      fc.record({ category, positionId }),
      fc.record({ category, unitId, includesSubtree }),
    );
    const [clerk, desk, office, reader] = roles.map((each) => each.id) as [string, string, string, string];
    const roleId = fc.constantFrom(clerk, desk, desk, office, office, reader);
    // At the end one that closes a circle, which is refused elsewhere.
    const parts = fc.subarray(
      [
        { roleId: desk, partId: clerk },
        { roleId: desk, partId: reader },
        { roleId: office, partId: desk },
        { roleId: office, partId: clerk },
        { roleId: clerk, partId: reader },
        { roleId: clerk, partId: office },
      ],
      { minLength: 2 },
    );
    const edge = fc.option(
      fc.constantFrom('2026-05-01', '2026-05-25', '2026-06-20').map((day) => new Date(day)),
      {
        nil: null,
        freq: 1,
      },
    );
    const revokedAt = fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, edge);
    const roleGrants = fc.array(fc.tuple(holder, roleId, edge, edge, revokedAt), {
      minLength: 1,
      maxLength: 5,
    });
    const mandate = fc.record({
      mandatorId: fc.constantFrom(...people.map((person) => person.id)),
      deputyId: fc.constantFrom(...people.map((person) => person.id)),
      roleIds: fc.subarray([clerk, desk, office, reader], { minLength: 2 }),
      until: fc.constantFrom(new Date('2026-05-25'), new Date('2026-12-01'), new Date('2026-12-01')),
      endedAt: fc.oneof(
        { weight: 4, arbitrary: fc.constant(null) },
        { arbitrary: fc.constant(DAY), weight: 1 },
      ),
    });
    const asked = fc.record({
      mandates: fc.array(mandate, { minLength: 15, maxLength: 20 }),
      roleGrants,
      parts,
      role: fc.constantFrom(...roles, ...roles.filter(({ id }) => id === clerk || id === reader)),
      at: fc.constantFrom(
        DAY,
        DAY,
        DAY,
        DAY,
        new Date('2026-05-10T00:00:00Z'),
        new Date('2027-02-01T00:00:00Z'),
      ),
      handoverDays: fc.constantFrom(0, 20),
      limit: fc.constantFrom(2, 200),
    });
    const seen = { all: 0, inMatrix: 0, byCategory: 0, byComposite: 0, byMandate: 0 };
    await fc.assert(
      fc.asyncProperty(asked, async ({ roleGrants, parts, mandates, role, at, handoverDays, limit }) => {
        await database.source.query('delete from mandate');
        await database.source.query('delete from role_grant');
        await database.source.query('delete from role_part');
        for (const part of parts) await storage.stores.roles.addRolePart(part);
        await database.source.query(`delete from setting where name = 'handover.days'`);
        await database.source.query(`insert into setting (name, value) values ('handover.days', $1)`, [
          handoverDays,
        ]);
        for (const [index, [columns, roleId, from, until, revokedAt]] of roleGrants.entries()) {
          const row = { ...none, ...columns, id: id(7000 + index), roleId };
          const revokedBy = revokedAt === null ? null : 'system';
          await storage.stores.roles.addRoleGrant(
            roleGrantRow({ ...row, from, ...period(from, until), revokedAt, revokedBy }),
          );
        }
        for (const [index, { endedAt, ...fields }] of mandates.entries()) {
          const ended = { endedAt, endedBy: endedAt === null ? null : 'system' };
          const row = mandateRow({ id: id(8000 + index), from: new Date('2026-05-01'), ...fields, ...ended });
          await storage.stores.mandates.add(row);
        }
        const found = await holders(role, at, limit);
        const expected = await model(role, at);
        assert.deepEqual(
          found.map(({ person, units, until, kinds }) => ({ person, units, until, kinds })),
          expected.map(({ holder }) => holder),
        );
        const cells = await matrix(role, at);
        const expectedCells = modelMatrix(expected, at);
        assert.deepEqual([...cells].sort(), [...expectedCells].sort());
        seen.inMatrix += cells.size;
        seen.all += found.length;
        seen.byCategory += found.filter(({ kinds }) => kinds.includes('category')).length;
        seen.byMandate += found.filter(({ kinds }) => kinds.includes('mandate')).length;
        seen.byComposite += expected.filter(({ isByComposite }) => isByComposite).length;
      }),
      { numRuns: 45 },
    );
    for (const [kind, count] of Object.entries(seen)) assert.ok(count > 5, `${kind}: only ${count} holders`);
  });

  it('refuses an unknown role, and pages that cannot be', async () => {
    const asked = { clientId: 'documents', code: 'clerk', at: DAY };
    await assert.rejects(findHolders(storage.stores, { ...asked, code: 'x' }), { code: 'role_not_found' });
    for (const page of [{ limit: 0 }, { limit: 201 }, { cursor: 'x' }])
      await assert.rejects(findHolders(storage.stores, { ...asked, ...page }), { code: 'bad_request' });
  });
});

/** A unit with those below it. */
function subtreeOf(unitId: string): string[] {
  return [unitId, ...new UnitTree(units).descendants(unitId).map((unit) => unit.id)];
}

/** A period that has a day in it. */
function period(from: Date | null, until: Date | null) {
  return { until: from !== null && until !== null && until <= from ? null : until };
}
