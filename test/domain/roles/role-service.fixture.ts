import type { AuditEvent } from '../../../src/domain/audit/audit-event.ts';
import type { Person } from '../../../src/domain/directory/person.ts';
import type { PersonRecord } from '../../../src/domain/directory/person-record.ts';
import type { MandateStore } from '../../../src/domain/roles/mandate-store.ts';
import { createRoleService } from '../../../src/domain/roles/role-service.ts';
import type { SeparationStore } from '../../../src/domain/roles/separation-store.ts';
import type { RoleStores } from '../../../src/domain/roles/stores-for-roles.ts';
import { InMemoryRoleStore } from './in-memory-role-store.ts';
import { InMemoryWaitingRoleGrantStore } from './in-memory-waiting-store.ts';
import { appointmentRow, personRow, positionRow, unitRow } from './rows.ts';

export const rowId = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const lan = personRow({
  id: rowId(901),
  employeeNo: 'CB-1',
  email: 'lan@mic.example',
  category: 'cong_chuc',
});
export const retired = personRow({ id: rowId(902), email: 'an@mic.example', status: 'nghi_huu' });

/** Lan is staff in `room`, below `department`; retired An still has an appointment there. */
export function roleServiceFixture() {
  const roles = new InMemoryRoleStore();
  const events: AuditEvent[] = [];
  const appointments = [
    appointmentRow('room', { personId: lan.id }),
    appointmentRow('room', { id: 'an-in-room', personId: retired.id }),
  ];
  roles.units = [unitRow('department'), unitRow('room', { parentId: 'department' }), unitRow('other')];
  const people = [lan, retired];
  roles.personIds = people.map(({ id }) => id);
  const stores: RoleStores = {
    directory: {
      findPerson: async (id) => people.find((person) => person.id === id),
      findPersonByLogin: async (login) =>
        people.find(({ email, employeeNo }) => email === login || employeeNo === login),
      async findPersonRecord(id) {
        const person = people.find((candidate) => candidate.id === id);
        return person && { person, ...placeOf(id) };
      },
      listStandings: async (ids) =>
        people.filter(({ id }) => ids.includes(id)).map((person) => ({ person, ...placeOf(person.id) })),
      listUnits: async () => roles.units,
      listPositions: async () => [positionRow('staff')],
    },
    roles,
    waitingRoleGrants: new InMemoryWaitingRoleGrantStore(),
    mandates: NO_MANDATES,
    separations: NO_SEPARATIONS,
    settings: { load: refuse },
    audit: { append: async (event) => void events.push(event) },
    clients: { find: async (id) => (['documents', 'hr'].includes(id) ? { id } : undefined) },
  };
  /** Both sit in `room`: its lineage ends with `department`. */
  const placeOf = (personId: string) => ({
    appointments: appointments.filter((row) => row.personId === personId),
    units: roles.units.filter(({ id }) => id !== 'other'),
    positions: [positionRow('staff')],
  });
  const now = { value: new Date('2026-03-15T03:00:00Z') };
  let ids = 0;
  const service = createRoleService({
    // Outside a transaction nothing may be written, and inside one nothing else may be used.
    stores: { ...stores, roles: readOnly(roles), audit: { append: refuse } },
    transact: async (work) => rollingBack(roles, events, () => work(stores)),
    clock: { now: () => now.value },
    ids: { uuid: () => rowId(++ids) },
  });
  return {
    service,
    stores,
    roles,
    events,
    now,
    recordOf: (person: Person): PersonRecord => ({ person, ...placeOf(person.id) }),
  };
}

/** Nobody acts for anybody: mandates are tested on a database. */
const NO_MANDATES: MandateStore = {
  list: async () => [],
  find: refuse,
  add: refuse,
  end: refuse,
};

/** Nothing is kept apart: what separations do is shown on a database. */
const NO_SEPARATIONS: SeparationStore = {
  lock: async () => {},
  list: async () => [],
  listExceptions: refuse,
  add: refuse,
  end: refuse,
  addException: refuse,
  loadStandings: refuse,
};

async function rollingBack<T>(
  roles: InMemoryRoleStore,
  events: AuditEvent[],
  work: () => Promise<T>,
): Promise<T> {
  const before = structuredClone({ roles: roles.roles, roleGrants: roles.roleGrants, parts: roles.parts });
  const eventCount = events.length;
  try {
    return await work();
  } catch (error) {
    Object.assign(roles, before);
    events.length = eventCount;
    throw error;
  }
}

function readOnly(roles: InMemoryRoleStore): InMemoryRoleStore {
  return new Proxy(roles, {
    get: (target, name) => (/^(add|remove|revoke)/.test(String(name)) ? refuse : Reflect.get(target, name)),
  });
}

async function refuse(): Promise<never> {
  throw new Error('written outside a transaction');
}
