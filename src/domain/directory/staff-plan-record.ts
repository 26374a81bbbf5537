import type { RolePlanRecord } from '../role-plans/role-plan-store.ts';
import type { Appointment } from './appointment.ts';
import type { Directory, DirectoryChange } from './directory-store.ts';
import { type Mailbox, NO_STEWARDS } from './mailbox.ts';
import type { Person } from './person.ts';
import { differingFields } from './staff-change.ts';
import type { Unit } from './unit.ts';

/** What happened to one row, as far as undoing it needs to know. */
export type RowChange<Row> =
  | { kind: 'added'; id: string }
  | { kind: 'removed'; id: string; row: Row }
  | { kind: 'changed'; id: string; before: Partial<Row>; after: Partial<Row> };

/** What an applied plan did. New positions stay in the catalogue, so none is here. */
export interface StaffPlanRecord {
  units: RowChange<Unit>[];
  people: RowChange<Person>[];
  appointments: RowChange<Appointment>[];
  mailboxes: RowChange<Mailbox>[];
  /** Role grants that it gave and revoked; none when absent. */
  roleGrants?: RolePlanRecord;
}

/** Keeps of a change what turns it back: of a changed row only the fields that change. */
export function recordOf(directory: Directory, change: DirectoryChange): StaffPlanRecord {
  return {
    units: rowChanges(directory.units, change.savedUnits, []),
    people: rowChanges(directory.people, change.savedPeople, []),
    appointments: rowChanges(directory.appointments, change.savedAppointments, change.removedAppointmentIds),
    mailboxes: rowChanges(directory.mailboxes, change.savedMailboxes, change.removedMailboxIds),
  };
}

function rowChanges<Row extends { id: string }>(
  before: readonly Row[],
  saved: readonly Row[],
  removedIds: readonly string[],
): RowChange<Row>[] {
  const old = new Map(before.map((row) => [row.id, row]));
  const removed = removedIds.flatMap((id): RowChange<Row>[] => {
    const row = old.get(id);
    return row === undefined ? [] : [{ kind: 'removed', id, row }];
  });
  return [...removed, ...saved.map((row) => rowChange(old.get(row.id), row))];
}

function rowChange<Row extends { id: string }>(before: Row | undefined, after: Row): RowChange<Row> {
  if (before === undefined) return { kind: 'added', id: after.id };
  const fields = differingFields(before, after);
  const only = (row: Row) => Object.fromEntries(fields.map((field) => [field, row[field]])) as Partial<Row>;
  return { kind: 'changed', id: after.id, before: only(before), after: only(after) };
}

/** A record as any version wrote it, with the fields that its rows have got since. */
export function completed(record: StaffPlanRecord): StaffPlanRecord {
  return {
    ...record,
    appointments: withDefaults(record.appointments, { isActing: false }),
    mailboxes: withDefaults(record.mailboxes, { stewardIds: NO_STEWARDS }),
  };
}

function withDefaults<Row>(changes: readonly RowChange<Row>[], defaults: Partial<Row>): RowChange<Row>[] {
  return changes.map((change) =>
    change.kind === 'removed' ? { ...change, row: { ...defaults, ...change.row } } : change,
  );
}
