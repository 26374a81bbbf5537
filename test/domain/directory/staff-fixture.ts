import assert from 'node:assert/strict';
import { type Appointment, isInForce } from '../../../src/domain/directory/appointment.ts';
import type { Directory, DirectoryChange } from '../../../src/domain/directory/directory-store.ts';
import {
  planStaff,
  type StaffPlan,
  type StaffPlanOptions,
} from '../../../src/domain/directory/staff-plan.ts';
import type { StaffTable } from '../../../src/domain/directory/staff-table.ts';
import type { Unit } from '../../../src/domain/directory/unit.ts';

export const TODAY = '2026-11-20';
export const YESTERDAY = '2026-11-19';

/** A table from header and rows as short texts: cells are separated by `,`, lines numbered as in a file. */
export function table(header: string, ...rows: string[]): StaffTable {
  return {
    file: 'tep.csv',
    header: header.split(','),
    rows: rows.map((row, index) => ({ line: index + 2, cells: row.split(',') })),
  };
}

export function emptyDirectory(): Directory {
  return { units: [], positions: [], people: [], appointments: [], mailboxes: [] };
}

export function unit(fields: Partial<Unit> & { id: string }): Unit {
  return {
    code: 'G14',
    name: 'Đơn vị',
    formerCodes: [],
    shortName: null,
    parentId: null,
    kind: null,
    validFrom: null,
    validUntil: null,
    replacedBy: null,
    ...fields,
  };
}

let lastId = 0;

export function options(changes: Partial<StaffPlanOptions> = {}): StaffPlanOptions {
  const newId = () => {
    lastId += 1;
    return `id-${lastId}`;
  };
  return { today: TODAY, now: new Date('2026-11-20T01:00:00Z'), partial: false, newId, ...changes };
}

export function plan(
  directory: Directory,
  tables: StaffTable[],
  changes: Partial<StaffPlanOptions> = {},
): StaffPlan {
  return planStaff(directory, tables, options(changes));
}

/** The directory after files that must not be refused. */
export function imported(
  directory: Directory,
  tables: StaffTable[],
  changes: Partial<StaffPlanOptions> = {},
): Directory {
  const { refused, change } = plan(directory, tables, changes);
  assert.deepEqual(refused, []);
  return applied(directory, change);
}

/** What storage does with a change, with the constraints that it has. */
export function applied(directory: Directory, change: DirectoryChange): Directory {
  const result: Directory = {
    units: saved(directory.units, change.savedUnits),
    positions: saved(directory.positions, change.savedPositions),
    people: saved(directory.people, change.savedPeople),
    appointments: saved(directory.appointments, change.savedAppointments, change.removedAppointmentIds),
    mailboxes: saved(directory.mailboxes, change.savedMailboxes, change.removedMailboxIds),
  };
  assertConsistent(result);
  return result;
}

function saved<Row extends { id: string }>(rows: Row[], changed: Row[], removed: string[] = []): Row[] {
  const result = new Map(rows.map((row) => [row.id, row]));
  for (const id of removed) assert.ok(result.delete(id), `removed ${id} does not exist`);
  for (const row of changed) result.set(row.id, row);
  return [...result.values()];
}

function assertConsistent({ units, positions, people, appointments, mailboxes }: Directory): void {
  assertUnique(units.map((each) => each.code));
  assertUnique(positions.map((each) => each.code));
  assertUnique(people.map((each) => each.employeeNo));
  assertUnique(people.map((each) => each.email));
  assertUnique(people.map((each) => each.citizenId));
  assertUnique(mailboxes.map((each) => each.address));
  assertUnique(mailboxes.filter(({ kind }) => kind === 'ca_nhan').map((each) => each.personId));
  assertUnique(
    appointments.filter((each) => each.isMain && isInForce(each, TODAY)).map((each) => each.personId),
  );
  assertKnown(
    appointments.map((each) => each.personId),
    people,
  );
  assertKnown(
    appointments.map((each) => each.unitId),
    units,
  );
  assertKnown(
    appointments.map((each) => each.positionId),
    positions,
  );
  assertKnown(
    units.map((each) => each.parentId),
    units,
  );
  assertKnown(
    mailboxes.map((each) => each.personId),
    people,
  );
}

function assertUnique(keys: (string | null)[]): void {
  const present = keys.filter((key) => key !== null);
  assert.equal(new Set(present).size, present.length);
}

function assertKnown(ids: (string | null)[], rows: { id: string }[]): void {
  const known = new Set(rows.map((row) => row.id));
  for (const id of ids) assert.ok(id === null || known.has(id), `${id} is unknown`);
}

/** Appointments of an employee as `unit code|position code|from|until`, the main one marked by `*`. */
export function postsOf(directory: Directory, employeeNo: string): string[] {
  const person = directory.people.find((each) => each.employeeNo === employeeNo);
  const describe = (each: Appointment) =>
    [
      (each.isMain ? '*' : '') + (directory.units.find((row) => row.id === each.unitId)?.code ?? '?'),
      directory.positions.find((row) => row.id === each.positionId)?.code,
      each.from ?? '',
      each.until ?? '',
    ].join('|');
  return directory.appointments
    .filter((each) => each.personId === person?.id)
    .map(describe)
    .toSorted();
}

/** Refusals as `line column code`. */
export function refusalsOf({ refused }: Pick<StaffPlan, 'refused'>): string[] {
  return refused.map(({ line, column, code }) => `${line} ${column} ${code}`).toSorted();
}
