import type { Person } from '../src/domain/directory/person.ts';
import { fold, splitName } from '../src/domain/directory/person-name.ts';
import { type StaffQuery, searchStaff } from '../src/domain/directory/staff-search.ts';
import { makeName } from '../src/samples/ministry-names.ts';
import { seededRandom } from '../src/samples/ministry-random.ts';
import { openPostgres } from '../src/storage/database.ts';
import { migrate } from '../src/storage/migrate.ts';
import { createSecretBox } from '../src/storage/secret-box.ts';
import { createStorage, type Storage } from '../src/storage/stores.ts';
import { appointmentRow, personRow, positionRow, unitRow } from '../test/domain/roles/rows.ts';
import { administer } from './administer.ts';
import { percentile } from './percentile.ts';
import type { Figure } from './report.ts';

/** Milliseconds that 95 of 100 searches may take. */
const TARGET_MS = 50;
const TODAY = '2026-06-01';
export const UNITS = 500;
const SEED = 2026;
// Filling is not measured: it waits for no disk, checks no reference, and the index of texts grows in large steps.
const FILLING =
  '-c synchronous_commit=off -c session_replication_role=replica -c gin_pending_list_limit=65536';

interface Effort {
  /** Sizes of the ministries. */
  people: readonly number[];
  /** Searches of each kind. */
  searches: number;
}

/** Searches as officers type them. */
const KINDS: Record<string, (person: Person, nth: number) => StaffQuery> = {
  'whole name': ({ fullName }) => ({ text: fold(fullName) }),
  'whole name with diacritics': ({ fullName }) => ({ text: fullName }),
  'given name': ({ givenName }) => ({ text: givenName }),
  'family name': ({ familyName }) => ({ text: familyName }),
  'given and family name': ({ givenName, familyName }) => ({ text: fold(`${givenName} ${familyName}`) }),
  'one letter': ({ givenName }) => ({ text: fold(givenName.slice(0, 1)) }),
  'two letters': ({ givenName }) => ({ text: fold(givenName.slice(0, 2)) }),
  'employee number': ({ employeeNo }) => ({ text: employeeNo ?? '' }),
  'end of a number': ({ employeeNo }) => ({ text: employeeNo?.slice(-4) ?? '' }),
  'citizen id': ({ citizenId }) => ({ text: citizenId ?? '' }),
  'e-mail': ({ email }) => ({ text: email ?? '' }),
  'unit name': (_, nth) => ({ text: `phong nghiep vu ${1 + (nth % 9)}` }),
  'unit code': (_, nth) => ({ text: `g15.${1 + (nth % 50)}.${1 + (nth % 9)}` }),
  'name and unit code': ({ givenName }, nth) => ({ text: `${fold(givenName)} g15.${1 + (nth % 50)}` }),
  'name within a unit': ({ givenName }, nth) => ({ text: givenName, unit: `G15.${1 + (nth % 50)}` }),
  'a unit': (_, nth) => ({ unit: `G15.${1 + (nth % 50)}.${1 + (nth % 9)}` }),
  'a rare status': ({ familyName }) => ({ text: familyName, status: 'thai_san' }),
  'a later page': (person) => ({ cursor: person.id }),
  nobody: ({ givenName }, nth) => ({ text: `${givenName}xq${nth}` }),
};

/** Latency of people search on ministries of each size, on a PostgreSQL of the benchmark. */
export async function searchFigures(serverUrl: string, { people, searches }: Effort): Promise<Figure[]> {
  const rows: Figure[] = [];
  for (const size of people) {
    const name = `search_${size}`;
    await administer(serverUrl, `create database ${name}`);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    url.searchParams.set('options', FILLING);
    const database = await openPostgres(url.href, 2);
    try {
      await migrate(database);
      const storage = createStorage(database.source, createSecretBox(Buffer.alloc(32, 1)));
      const ministry = makePeople(size);
      await fill(storage, ministry);
      // What autovacuum does within a minute.
      await database.source.query('vacuum analyze');
      rows.push(...(await measure(storage, ministry, searches)));
    } finally {
      await database.close();
      await administer(serverUrl, `drop database ${name} with (force)`);
    }
  }
  return rows;
}

async function measure(storage: Storage, ministry: readonly Person[], searches: number): Promise<Figure[]> {
  const random = seededRandom(SEED);
  const all: number[] = [];
  let slowest = { kind: '', p95: 0 };
  for (const [kind, queryOf] of Object.entries(KINDS)) {
    const taken: number[] = [];
    for (let nth = 0; nth < searches; nth += 1) {
      const query = queryOf(random.pick(ministry as [Person, ...Person[]]), nth);
      const started = performance.now();
      await searchStaff(storage.stores.directory, query, TODAY);
      taken.push(performance.now() - started);
    }
    all.push(...taken);
    const p95 = percentile(taken, 0.95);
    if (p95 > slowest.p95) slowest = { kind, p95 };
  }
  const size = `${ministry.length} people`;
  const figure = (name: string, value: number, atMost: number | null): Figure => ({
    name: `search among ${size}, ${name}`,
    value: Number(value.toFixed(1)),
    unit: 'ms',
    atMost,
  });
  return [
    figure('p50', percentile(all, 0.5), null),
    figure('p95', percentile(all, 0.95), TARGET_MS),
    figure(`p95 of the slowest kind (${slowest.kind})`, slowest.p95, null),
  ];
}

function makePeople(size: number): Person[] {
  const random = seededRandom(SEED);
  return Array.from({ length: size }, (_, index) => {
    const fullName = makeName(random, index % 2 === 0 ? 'nam' : 'nu');
    const number = String(index).padStart(6, '0');
    const name = splitName(fullName);
    return personRow({
      id: idOf(1, index),
      fullName,
      ...name,
      employeeNo: `014-${number}`,
      citizenId: `001190${number}`,
      email: `${fold(name.givenName)}${number}@mic.example`,
      status: index % 100 === 0 ? 'thai_san' : 'dang_cong_tac',
    });
  });
}

/** People of a large ministry, as `rolesOf` numbers them. */
export function fillPeople(storage: Pick<Storage, 'transact'>, amount: number): Promise<void> {
  return fill(storage, makePeople(amount));
}

/** Through the store that an import writes with. */
async function fill({ transact }: Pick<Storage, 'transact'>, people: Person[]): Promise<void> {
  const units = Array.from({ length: UNITS }, (_, index) => {
    const [department, division] = [1 + Math.floor(index / 10), index % 10];
    const parentId = division === 0 ? null : idOf(2, index - division);
    const code = division === 0 ? `G15.${department}` : `G15.${department}.${division}`;
    const name = division === 0 ? `Cục Quản lý ${department}` : `Phòng Nghiệp vụ ${division}`;
    return unitRow(idOf(2, index), { code, name, parentId });
  });
  const position = idOf(3, 0);
  const appointments = people.map((person, index) =>
    appointmentRow(idOf(2, index % UNITS), {
      id: idOf(4, index),
      personId: person.id,
      positionId: position,
    }),
  );
  await transact(({ directory }) =>
    directory.apply({
      savedUnits: units,
      savedPositions: [positionRow(position)],
      savedPeople: people,
      savedAppointments: appointments,
      savedMailboxes: [],
      removedAppointmentIds: [],
      removedMailboxIds: [],
    }),
  );
}

function idOf(table: number, index: number): string {
  return `0000000${table}-0000-4000-8000-${String(index).padStart(12, '0')}`;
}
