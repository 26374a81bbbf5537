import { strict as assert } from 'node:assert';
import type { DirectoryChange } from '../../src/domain/directory/directory-store.ts';
import type { Database } from '../../src/storage/database.ts';
import { createSecretBox } from '../../src/storage/secret-box.ts';
import { createStorage, type Storage } from '../../src/storage/stores.ts';
import {
  appointmentRow,
  personRow,
  positionRow,
  roleGrantRow,
  roleRow,
  unitRow,
} from '../domain/roles/rows.ts';
import { openTestDatabase } from '../support/test-database.ts';

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const [top, department, room, other] = [id(1), id(2), id(3), id(4)];
const [head, clerk] = [id(11), id(12)];
const lan = personRow({
  id: id(21),
  email: 'lan@mic.example',
  citizenId: '001190000001',
  birthDate: '1990-02-03',
  disabledAt: new Date('2026-03-01T02:03:04.567Z'),
});

const change: DirectoryChange = {
  savedUnits: [
    unitRow(top, { code: 'G14' }),
    unitRow(department, { code: 'G14.05', parentId: top, validFrom: '2025-03-01' }),
    unitRow(room, { code: 'G14.05.01', parentId: department }),
    unitRow(other, { code: 'G14.06', parentId: top }),
  ],
  savedPositions: [positionRow(head), positionRow(clerk)],
  savedPeople: [lan, personRow({ id: id(22) })],
  savedAppointments: [
    appointmentRow(room, { id: id(31), personId: lan.id, positionId: head, from: '2025-03-01' }),
    appointmentRow(department, { id: id(32), personId: lan.id, positionId: head, until: '2024-12-31' }),
    appointmentRow(other, { id: id(33), personId: id(22), positionId: clerk }),
  ],
  savedMailboxes: [],
  removedAppointmentIds: [],
  removedMailboxIds: [],
};

describe('storage: a person’s record and role grants', () => {
  let database: Database;
  let storage: Storage;
  before(async function () {
    this.timeout(60_000);
    database = await openTestDatabase();
    storage = createStorage(database.source, createSecretBox(Buffer.alloc(32, 1)));
    await storage.transact(({ directory }) => directory.apply(change));
  });
  after(() => database.close());

  it('reads the person, every appointment, the units up to the top, and the positions', async () => {
    const record = await storage.stores.directory.findPersonRecord(lan.id);
    assert.deepEqual(record?.person, lan);
    assert.deepEqual(sorted(record?.appointments), sorted(change.savedAppointments.slice(0, 2)));
    assert.deepEqual(sorted(record?.units), sorted(change.savedUnits.slice(0, 3)));
    assert.deepEqual(record?.positions, change.savedPositions.slice(0, 1));
  });

  it('reads a person without appointments, and nothing for an unknown one', async () => {
    const alone = personRow({ id: id(23) });
    await storage.stores.directory.savePerson(alone);
    assert.deepEqual(await storage.stores.directory.findPersonRecord(alone.id), {
      person: alone,
      appointments: [],
      units: [],
      positions: [],
    });
    assert.equal(await storage.stores.directory.findPersonRecord(id(99)), undefined);
  });

  it('stops at a circle of units', async () => {
    await database.source.query('update unit set parent_id = $1 where id = $2', [room, top]);
    try {
      const record = await storage.stores.directory.findPersonRecord(lan.id);
      assert.deepEqual(
        sorted(record?.units).map(({ id }) => id),
        [top, department, room],
      );
    } finally {
      await database.source.query('update unit set parent_id = null where id = $1', [top]);
    }
  });

  it('finds the role grants that may reach a person, with roles and the units they are limited to', async () => {
    for (const client of ['documents', 'hr']) {
      await database.source.query(
        `insert into client (id, metadata, created_at, updated_at) values ($1, '{}', now(), now())`,
        [client],
      );
    }
    const roles = [
      roleRow({ id: id(41), clientId: 'documents', code: 'author', extent: 'any' }),
      roleRow({ id: id(42), clientId: 'hr', code: 'reader' }),
    ];
    const reaching = [
      roleGrantRow({ id: id(51), roleId: id(41), personId: lan.id, extentUnitId: other }),
      roleGrantRow({ id: id(52), roleId: id(41), unitId: top, includesSubtree: true }),
      roleGrantRow({ id: id(53), roleId: id(41), positionId: head }),
      roleGrantRow({ id: id(59), roleId: id(41), category: 'cong_chuc' }),
      roleGrantRow({ id: id(68), roleId: id(41), positionId: head, unitId: room }),
    ];
    const elsewhere = [
      roleGrantRow({ id: id(54), roleId: id(41), positionId: clerk }),
      roleGrantRow({ id: id(55), roleId: id(41), unitId: other }),
      roleGrantRow({ id: id(56), roleId: id(41), personId: id(22) }),
      roleGrantRow({ id: id(60), roleId: id(41), category: 'vien_chuc' }),
      roleGrantRow({ id: id(61), roleId: id(41), category: 'cong_chuc', unitId: other }),
      roleGrantRow({ id: id(69), roleId: id(41), positionId: head, unitId: other }),
    ];
    const atHr = roleGrantRow({ id: id(57), roleId: id(42), personId: lan.id });
    for (const role of roles) await storage.stores.roles.addRole(role);
    for (const row of [...reaching, ...elsewhere, atHr]) await storage.stores.roles.addRoleGrant(row);
    const subject = {
      personId: lan.id,
      unitIds: [room, department, top],
      positionIds: [head],
      category: 'cong_chuc',
    } as const;

    const found = await storage.stores.roles.listRoleGrantsFor(subject, 'documents');
    assert.deepEqual(sorted(found.roleGrants), reaching);
    assert.deepEqual(found.roles, roles.slice(0, 1));
    assert.deepEqual(found.extentUnits, change.savedUnits.slice(3));

    const everywhere = await storage.stores.roles.listRoleGrantsFor(subject, null);
    assert.deepEqual(sorted(everywhere.roleGrants), sorted([...reaching, atHr]));
    assert.deepEqual(sorted(everywhere.roles), roles);
  });

  it('finds what composites contain, of one client or of all, and ends at a circle', async () => {
    const { stores } = storage;
    const whole = roleRow({ id: id(43), clientId: 'hr', code: 'bundle' });
    const inside = roleRow({ id: id(44), clientId: 'documents', code: 'inside' });
    const beside = roleRow({ id: id(45), clientId: 'hr', code: 'beside' });
    const parts = [
      { roleId: whole.id, partId: beside.id },
      { roleId: beside.id, partId: inside.id },
    ];
    const roleGrants = [roleGrantRow({ id: id(62), roleId: whole.id, personId: id(23) })];
    for (const role of [whole, inside, beside]) await stores.roles.addRole(role);
    for (const row of roleGrants) await stores.roles.addRoleGrant(row);
    for (const part of parts) assert.equal(await stores.roles.addRolePart(part), true);
    const [first = { roleId: '', partId: '' }] = parts;
    assert.equal(await stores.roles.addRolePart(first), false);

    const subject = { personId: id(23), unitIds: [], positionIds: [], category: null };
    const found = async (clientId: string | null) => {
      const { roles, parts, roleGrants } = await stores.roles.listRoleGrantsFor(subject, clientId);
      return [sorted(roles), parts.map(({ partId }) => partId).sort(), roleGrants];
    };
    const all = [[whole, inside, beside], [inside.id, beside.id], roleGrants];
    assert.deepEqual(await found('documents'), all);
    assert.deepEqual(await found('hr'), all);
    assert.deepEqual(await found(null), all);
    assert.deepEqual(await found('mail'), [[], [], []]);

    await stores.roles.addRolePart({ roleId: inside.id, partId: whole.id });
    assert.equal((await found('documents'))[0]?.length, 3);
    assert.equal(await stores.roles.removeRolePart({ roleId: inside.id, partId: whole.id }), true);
    assert.equal(await stores.roles.removeRolePart({ roleId: inside.id, partId: whole.id }), false);
    assert.equal(await stores.roles.removeRolePart(first), true);
    assert.deepEqual(await found('documents'), [[], [], []]);
    assert.deepEqual(await found('hr'), [[whole], [], roleGrants]);
  });
});

function sorted<Row extends { id: string }>(rows: Row[] = []): Row[] {
  return [...rows].sort((one, another) => (one.id < another.id ? -1 : 1));
}
