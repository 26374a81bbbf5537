import { strict as assert } from 'node:assert';
import { randomBytes, randomUUID } from 'node:crypto';
import { accountState } from '../../src/domain/directory/account-state.ts';
import type { Appointment } from '../../src/domain/directory/appointment.ts';
import type { DirectoryChange } from '../../src/domain/directory/directory-store.ts';
import { type Person, STAFF_STATUSES } from '../../src/domain/directory/person.ts';
import type { Database } from '../../src/storage/database.ts';
import { createSecretBox } from '../../src/storage/secret-box.ts';
import { createStorage, type Storage } from '../../src/storage/stores.ts';
import { openTestDatabase } from '../support/test-database.ts';

const DAY = '2026-11-20';
const NOW = new Date('2026-11-20T03:00:00Z');
const PACE = { letters: 10_000, since: NOW };
/** First and last day of each appointment. */
const POSTS: [string | null, string | null][][] = [
  [],
  [[null, null]],
  [[DAY, DAY]],
  [['2026-11-21', null]],
  [[null, '2026-11-19']],
  [
    [null, '2026-11-19'],
    ['2026-11-21', null],
  ],
  [
    [null, '2026-11-19'],
    ['2026-11-20', null],
  ],
];

describe('storage: accounts to be opened by mail', () => {
  let database: Database;
  let storage: Storage;
  const unit = { id: randomUUID(), positionId: randomUUID() };
  const standings: { person: Person; appointments: Appointment[] }[] = [];

  before(async function () {
    this.timeout(60_000);
    database = await openTestDatabase();
    storage = createStorage(database.source, createSecretBox(randomBytes(32)));
    for (const status of STAFF_STATUSES)
      for (const disabledAt of [null, NOW])
        for (const posts of POSTS) standings.push(standing({ status, disabledAt }, posts));
    await storage.stores.directory.apply({
      ...EMPTY,
      savedUnits: [{ ...UNIT, id: unit.id }],
      savedPositions: [{ id: unit.positionId, code: 'chuyen-vien', name: 'Chuyên viên' }],
      savedPeople: standings.map(({ person }) => person),
      savedAppointments: standings.flatMap(({ appointments }) => appointments),
    });
  });
  after(() => database.close());

  function standing(
    given: Pick<Person, 'status' | 'disabledAt'>,
    posts: [string | null, string | null][],
  ): { person: Person; appointments: Appointment[] } {
    const person = { ...PERSON, ...given, id: randomUUID(), email: `p${standings.length}@mic.example` };
    const appointments = posts.map(([from, until]) => ({
      id: randomUUID(),
      personId: person.id,
      unitId: unit.id,
      positionId: unit.positionId,
      isMain: false,
      isActing: false,
      from,
      until,
    }));
    return { person, appointments };
  }

  const isDue = async (personId: string) =>
    (await storage.stores.activations.listDue(DAY, PACE)).includes(personId);

  it('are due exactly while the rules call the account open', async () => {
    const { activations } = storage.stores;
    await activations.request(
      standings.map(({ person }) => person.id),
      NOW,
    );
    const open = standings
      .filter((each) => accountState(each, DAY) === 'open')
      .map(({ person }) => person.id);
    assert.ok(open.length > 10 && open.length < standings.length / 2);
    assert.deepEqual((await activations.listDue(DAY, PACE)).sort(), open.sort());
    for (const { person } of standings) {
      assert.equal(await activations.claim(person.id, DAY, NOW), open.includes(person.id), person.status);
    }
    assert.deepEqual(await activations.listDue(DAY, PACE), []);
  });

  it('are asked for once, taken once, and due again when the link died', async () => {
    const { activations, directory } = storage.stores;
    const [found] = standings.filter((each) => accountState(each, DAY) === 'open');
    assert.ok(found);
    const { person } = found;
    await activations.request([person.id, person.id], NOW);
    assert.equal(await isDue(person.id), false, 'asking again forgot the letter');

    await activations.forgetSent([person.id]);
    assert.equal(await isDue(person.id), true);
    const claims = Array.from({ length: 6 }, () => activations.claim(person.id, DAY, NOW));
    assert.equal((await Promise.all(claims)).filter(Boolean).length, 1);

    await activations.noteSent(person.id, NOW);
    assert.deepEqual((await activations.find(person.id))?.sentAt, NOW);
    assert.equal(await isDue(person.id), false);

    await activations.forgetSent([person.id]);
    await directory.savePerson({ ...person, email: null });
    assert.equal(await isDue(person.id), false, 'a letter to no address');
    await directory.savePerson(person);
    assert.equal(await isDue(person.id), true);
    const credential = { personId: person.id, hash: 'x', mustChange: false, changedAt: NOW, isLong: true };
    await storage.stores.credentials.savePassword(credential);
    assert.equal(await isDue(person.id), false, 'a letter to somebody with a password');
    assert.equal(await activations.claim(person.id, DAY, NOW), false);
  });
});

const UNIT = {
  code: 'G14',
  name: 'Bộ',
  shortName: null,
  parentId: null,
  kind: null,
  validFrom: null,
  validUntil: null,
  replacedBy: null,
  formerCodes: [],
};

const PERSON = {
  employeeNo: null,
  fullName: 'Hoàng Văn Thử',
  familyName: 'Hoàng',
  middleName: 'Văn',
  givenName: 'Thử',
  birthDate: null,
  gender: null,
  citizenId: null,
  phone: null,
  category: null,
  title: null,
  rankCode: null,
};

const EMPTY: DirectoryChange = {
  savedUnits: [],
  savedPositions: [],
  savedPeople: [],
  savedAppointments: [],
  savedMailboxes: [],
  removedAppointmentIds: [],
  removedMailboxIds: [],
};
