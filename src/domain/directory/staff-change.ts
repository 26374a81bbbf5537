import type { Directory, DirectoryChange } from './directory-store.ts';
import { hasLeft, type StaffDraft } from './staff-draft.ts';
import type { Unit } from './unit.ts';

/** What must be written to turn the directory into the draft; parents stand before their sub-units. */
export function changeTo(before: Directory, draft: StaffDraft): DirectoryChange {
  const appointments = [...draft.appointments.values()].flat();
  const mailboxes = [...draft.mailboxes.values()];
  return {
    savedUnits: parentsFirst(differing(before.units, draft.units.values()), draft.units),
    savedPositions: differing(before.positions, draft.positions.values()),
    savedPeople: differing(before.people, draft.people.values()),
    savedAppointments: differing(before.appointments, appointments),
    savedMailboxes: differing(before.mailboxes, mailboxes),
    removedAppointmentIds: missing(before.appointments, appointments),
    removedMailboxIds: missing(before.mailboxes, mailboxes),
  };
}

/** The directory after a change; a row that does not change stays the same object. */
export function directoryAfter(directory: Directory, change: DirectoryChange): Directory {
  return {
    units: replaced(directory.units, change.savedUnits),
    positions: replaced(directory.positions, change.savedPositions),
    people: replaced(directory.people, change.savedPeople),
    appointments: replaced(directory.appointments, change.savedAppointments, change.removedAppointmentIds),
    mailboxes: replaced(directory.mailboxes, change.savedMailboxes, change.removedMailboxIds),
  };
}

function replaced<Row extends { id: string }>(rows: Row[], saved: Row[], removedIds: string[] = []): Row[] {
  const result = new Map(rows.map((row) => [row.id, row]));
  for (const id of removedIds) result.delete(id);
  for (const row of saved) result.set(row.id, row);
  return [...result.values()];
}

/** Ids of the people whom a change adds to the ministry; records of people who have left are none. */
export function joinersIn(directory: Directory, { savedPeople }: DirectoryChange): string[] {
  const known = new Set(directory.people.map(({ id }) => id));
  return savedPeople.filter((person) => !known.has(person.id) && !hasLeft(person)).map(({ id }) => id);
}

/** Ids of the people whose official e-mail a change makes another one. */
export function readdressedIn(directory: Directory, { savedPeople }: DirectoryChange): string[] {
  const emails = new Map(directory.people.map(({ id, email }) => [id, email]));
  return savedPeople
    .filter(({ id, email }) => emails.has(id) && emails.get(id) !== email)
    .map(({ id }) => id);
}

/** Whether there is nothing to write. */
export function isEmpty(change: DirectoryChange): boolean {
  return Object.values(change).every((rows) => rows.length === 0);
}

/** Names of the fields in which two rows differ. */
export function differingFields<Row extends object>(before: Row, after: Row): (keyof Row & string)[] {
  if (before === after) return [];
  const fields = Object.keys(after) as (keyof Row & string)[];
  return fields.filter((field) => !isSame(before[field], after[field]));
}

function isSame(before: unknown, after: unknown): boolean {
  if (before instanceof Date && after instanceof Date) return before.getTime() === after.getTime();
  if (before === after || !Array.isArray(before) || !Array.isArray(after)) return before === after;
  return before.length === after.length && JSON.stringify(before) === JSON.stringify(after);
}

function differing<Row extends { id: string }>(before: readonly Row[], after: Iterable<Row>): Row[] {
  const old = new Map(before.map((row) => [row.id, row]));
  const rows: Row[] = [];
  for (const row of after) {
    const previous = old.get(row.id);
    if (previous === row) continue;
    if (previous === undefined || differingFields(previous, row).length > 0) rows.push(row);
  }
  return rows;
}

function missing(before: readonly { id: string }[], after: readonly { id: string }[]): string[] {
  const kept = new Set(after.map((row) => row.id));
  return before.filter((row) => !kept.has(row.id)).map((row) => row.id);
}

function parentsFirst(saved: Unit[], units: ReadonlyMap<string, Unit>): Unit[] {
  const depths = new Map<string, number>();
  const depthOf = (unit: Unit): number => {
    const known = depths.get(unit.id);
    if (known !== undefined) return known;
    // Set before the walk up, so that a refused cycle ends.
    depths.set(unit.id, 0);
    const parent = unit.parentId === null ? undefined : units.get(unit.parentId);
    const depth = parent === undefined ? 0 : depthOf(parent) + 1;
    depths.set(unit.id, depth);
    return depth;
  };
  return saved.sort((a, b) => depthOf(a) - depthOf(b));
}
