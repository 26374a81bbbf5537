import { type EntityManager, In, IsNull, Not } from 'typeorm';
import type { Appointment } from '../domain/directory/appointment.ts';
import { BREAK_GLASS_ID } from '../domain/directory/break-glass-account.ts';
import type { DirectoryChange, DirectoryStore } from '../domain/directory/directory-store.ts';
import { type Mailbox, NO_STEWARDS } from '../domain/directory/mailbox.ts';
import { sortedByName } from '../domain/directory/name-order.ts';
import { type Person, WORKING_STATUSES } from '../domain/directory/person.ts';
import type { PersonRecord } from '../domain/directory/person-record.ts';
import { deleteByIds, loadAll, type Selection, upsert } from './bulk-rows.ts';
import { createDirectoryLists } from './directory-lists.ts';
import { type JsonRow, jsonRows } from './json-row.ts';
import { countMailboxes, searchMailboxes } from './mailbox-search.ts';
import { countPeople, searchPeople } from './person-search.ts';
import { renewSearchRows } from './person-search-rows.ts';
import { prepared } from './prepared-statements.ts';
import {
  type AppointmentRow,
  AppointmentSchema,
  MailboxSchema,
  type PersonRow,
  PersonSchema,
  PositionSchema,
  UnitSchema,
} from './schema/directory.schema.ts';
import type { SecretBox } from './secret-box.ts';
import { listStandings } from './standings.ts';

const IMPORT_LOCK = 7_236_003;
const PLANNING_MS = '300000';

interface RecordRow {
  person: JsonRow;
  appointments: JsonRow[];
  units: JsonRow[];
  positions: JsonRow[];
}

/** `union` also stops at a circle, which only a broken table could hold. */
const personRecord = (condition: string) => `
  with recursive
    found as (select * from person where ${condition} limit 1),
    held as (select * from appointment where person_id = (select id from found)),
    lineage as (
      select unit.* from unit where id in (select unit_id from held)
      union
      select unit.* from unit join lineage on unit.id = lineage.parent_id)
  select to_jsonb(found) as person,
    (select coalesce(jsonb_agg(to_jsonb(held)), '[]') from held) as appointments,
    (select coalesce(jsonb_agg(to_jsonb(lineage)), '[]') from lineage) as units,
    (select coalesce(jsonb_agg(to_jsonb(position)), '[]') from "position" as position
      where id in (select position_id from held)) as positions
  from found`;
const PERSON_RECORD = prepared('person_record', personRecord('id = $1'));
const PERSON_RECORD_BY_EMAIL = prepared('person_record_by_email', personRecord('email = $1'));
const PERSON_RECORD_BY_NUMBER = prepared(
  'person_record_by_number',
  personRecord('employee_no = any($1::text[])'),
);

/**
 * Units, positions, people, appointments and mailboxes. Rows are spread last: what is added to a copy after the spread
 * costs V8 four times the memory, and a directory has hundreds of thousands.
 */
export function createDirectoryStore(manager: EntityManager, box: SecretBox): DirectoryStore {
  const people = manager.getRepository(PersonSchema);
  const personRows = jsonRows(manager, PersonSchema);
  const appointmentRows = jsonRows(manager, AppointmentSchema);
  const unitRows = jsonRows(manager, UnitSchema);
  const positionRows = jsonRows(manager, PositionSchema);
  const toPerson = (row: PersonRow): Person => {
    const { citizenIdSealed, citizenIdHash: _, ...rest } = row;
    return { citizenId: citizenIdSealed === null ? null : box.open(citizenIdSealed), ...rest };
  };
  const hashOf = ({ citizenId }: Pick<Person, 'citizenId'>) =>
    citizenId === null ? null : box.hash(citizenId);
  const toRow = ({ citizenId, ...rest }: Person): PersonRow => ({
    citizenIdSealed: citizenId === null ? null : box.seal(citizenId),
    citizenIdHash: hashOf({ citizenId }),
    ...rest,
  });

  const findRecord = async (statement: string, key: string | string[]): Promise<PersonRecord | undefined> => {
    const [row] = await manager.query<RecordRow[]>(statement, [key]);
    return (
      row && {
        person: toPerson(personRows.read(row.person)),
        appointments: row.appointments.map((json) => toAppointment(appointmentRows.read(json))),
        units: row.units.map(unitRows.read),
        positions: row.positions.map(positionRows.read),
      }
    );
  };

  return {
    ...createDirectoryLists(manager, {
      toUnit: unitRows.read,
      toStanding: (person, appointments) => ({
        person: toPerson(personRows.read(person)),
        appointments: appointments.map((json) => toAppointment(appointmentRows.read(json))),
      }),
    }),
    async load() {
      return {
        units: await loadAll(manager, UnitSchema, (row) => row),
        positions: await loadAll(manager, PositionSchema, (row) => row),
        people: await loadAll(manager, PersonSchema, toPerson, {
          where: 'id <> $2',
          values: [BREAK_GLASS_ID],
        }),
        appointments: await loadAll(manager, AppointmentSchema, toAppointment),
        mailboxes: await loadMailboxes(manager),
      };
    },
    async loadPart({ ids, emails, employeeNos }) {
      const people = await loadAll(manager, PersonSchema, toPerson, {
        where:
          'id <> $5 and (id = any($2::uuid[]) or email = any($3::text[]) or employee_no = any($4::text[]))',
        values: [ids, emails, employeeNos.flatMap(spellings), BREAK_GLASS_ID],
      });
      const found = people.map(({ id }) => id);
      return {
        units: await loadAll(manager, UnitSchema, (row) => row),
        positions: await loadAll(manager, PositionSchema, (row) => row),
        people,
        appointments: await loadAll(manager, AppointmentSchema, toAppointment, {
          where: 'person_id = any($2::uuid[])',
          values: [found],
        }),
        mailboxes: await loadMailboxes(manager, {
          where: 'person_id = any($2::uuid[]) or address = any($3::text[])',
          values: [found, emails],
        }),
      };
    },
    async apply(change) {
      const before = await holdersOf(manager, change);
      await deleteByIds(manager, AppointmentSchema, change.removedAppointmentIds);
      await deleteByIds(manager, MailboxSchema, change.removedMailboxIds);
      await upsert(manager, UnitSchema, change.savedUnits, (unit) => unit);
      await upsert(manager, PositionSchema, change.savedPositions, (position) => position);
      await upsert(manager, PersonSchema, change.savedPeople, toRow);
      await upsert(manager, AppointmentSchema, change.savedAppointments, fromAppointment);
      await upsert(manager, MailboxSchema, change.savedMailboxes, ({ stewardIds: _, ...row }) => row);
      await saveStewards(manager, change.savedMailboxes);
      const saved = change.savedPeople.map(({ id }) => id);
      await renewSearchRows(manager, [...saved, ...before, ...(await holdersOf(manager, change))]);
    },
    async lock() {
      // The plan is made inside, and 100,000 people on a busy machine take longer than a transaction may rest.
      await manager.query(
        `select pg_advisory_xact_lock($1), set_config('idle_in_transaction_session_timeout', $2, true)`,
        [IMPORT_LOCK, PLANNING_MS],
      );
    },
    async findPerson(id) {
      const row = await people.findOneBy({ id });
      return row === null ? undefined : toPerson(row);
    },
    async findPersonByLogin(login) {
      const row = await people.findOneBy(
        login.includes('@') ? { email: login.toLowerCase() } : { employeeNo: In(spellings(login)) },
      );
      return row === null ? undefined : toPerson(row);
    },
    listPeople: async () => sortedByName((await people.find()).map(toPerson)),
    searchPeople: (search) =>
      searchPeople(manager, search, hashOf(search), {
        toPerson: (json) => toPerson(personRows.read(json)),
        toUnit: unitRows.read,
      }),
    countPeople: (search, most) => countPeople(manager, search, hashOf(search), most),
    async savePerson(person) {
      await upsert(manager, PersonSchema, [person], toRow);
      await renewSearchRows(manager, [person.id]);
    },
    countActive: () =>
      people.countBy({
        employeeNo: Not(IsNull()),
        disabledAt: IsNull(),
        status: In([...WORKING_STATUSES]),
      }),
    async listProtectedIds() {
      const rows = await manager.query<{ person_id: string }[]>('select person_id from protected_person');
      return new Set(rows.map(({ person_id }) => person_id));
    },
    async setProtected(personId, isProtected) {
      const statement = isProtected
        ? 'insert into protected_person (person_id) values ($1) on conflict do nothing returning 1'
        : 'delete from protected_person where person_id = $1 returning 1';
      const rows = await manager.query<unknown[]>(`with done as (${statement}) select * from done`, [
        personId,
      ]);
      return rows.length === 1;
    },
    findPersonRecord: (personId) => findRecord(PERSON_RECORD, personId),
    findPersonRecordByLogin: (login) =>
      login.includes('@')
        ? findRecord(PERSON_RECORD_BY_EMAIL, login.toLowerCase())
        : findRecord(PERSON_RECORD_BY_NUMBER, spellings(login)),
    listStandings: (personIds) =>
      listStandings(manager, personIds, {
        toPerson: (json) => toPerson(personRows.read(json)),
        toAppointment: (json) => toAppointment(appointmentRows.read(json)),
      }),
    searchMailboxes: (search) => searchMailboxes(manager, search),
    countMailboxes: (search) => countMailboxes(manager, search),
    listUnits: () => manager.getRepository(UnitSchema).find({ order: { code: 'asc' } }),
    listPositions: () => manager.getRepository(PositionSchema).find({ order: { code: 'asc' } }),
  };
}

/** People who hold an appointment that a change touches, or one in a unit that it touches. */
async function holdersOf(manager: EntityManager, change: DirectoryChange): Promise<string[]> {
  const rows = await manager.query<{ personId: string }[]>(
    `select distinct person_id as "personId" from appointment
      where id = any($1::uuid[]) or unit_id = any($2::uuid[])`,
    [
      [...change.savedAppointments.map(({ id }) => id), ...change.removedAppointmentIds],
      change.savedUnits.map(({ id }) => id),
    ],
  );
  return rows.map(({ personId }) => personId);
}

function toAppointment({ validFrom, validUntil, ...rest }: AppointmentRow): Appointment {
  return { from: validFrom, until: validUntil, ...rest };
}

function fromAppointment({ from, until, ...rest }: Appointment): AppointmentRow {
  return { validFrom: from, validUntil: until, ...rest };
}

/** Employee numbers are stored as HR writes them, and typed in any case. */
function spellings(employeeNo: string): string[] {
  return [employeeNo, employeeNo.toLowerCase(), employeeNo.toUpperCase()];
}

async function loadMailboxes(manager: EntityManager, selection?: Selection): Promise<Mailbox[]> {
  const rows = await manager.query<{ mailbox_id: string; ids: string[] }[]>(
    `select mailbox_id, array_agg(person_id::text order by person_id) as ids
      from mailbox_steward group by mailbox_id`,
  );
  const stewards = new Map(rows.map(({ mailbox_id, ids }) => [mailbox_id, ids]));
  const toMailbox = (row: Omit<Mailbox, 'stewardIds'>) => ({
    stewardIds: stewards.get(row.id) ?? NO_STEWARDS,
    ...row,
  });
  return loadAll(manager, MailboxSchema, toMailbox, selection);
}

async function saveStewards(manager: EntityManager, mailboxes: readonly Mailbox[]): Promise<void> {
  if (mailboxes.length === 0) return;
  const rows = mailboxes.flatMap(({ id, stewardIds }) =>
    stewardIds.map((personId) => ({ mailbox_id: id, person_id: personId })),
  );
  await manager.query('delete from mailbox_steward where mailbox_id = any($1::uuid[])', [
    mailboxes.map(({ id }) => id),
  ]);
  await manager.query(
    `insert into mailbox_steward (mailbox_id, person_id)
      select mailbox_id, person_id from jsonb_populate_recordset(null::mailbox_steward, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}
