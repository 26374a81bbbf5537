import { createHash } from 'node:crypto';
import { groupBy } from '../group-by.ts';
import type { Appointment } from './appointment.ts';
import type { Directory, DirectoryChange } from './directory-store.ts';
import type { Mailbox } from './mailbox.ts';
import type { StaffDraft } from './staff-draft.ts';
import type { Refusal } from './staff-refusal.ts';
import type { Unit } from './unit.ts';

/**
 * The name of a plan: SHA-256 in hex over what the change means: what it writes, and what it writes over, so that no
 * plan undoes unseen what somebody else changed since it was made. Random ids are replaced by codes, employee
 * numbers and e-mails and the order of rows does not count, so planning the same files again gives the same name,
 * and a name that no longer comes out shows that files or directory have changed.
 */
export function planDigest(
  before: Directory,
  draft: StaffDraft,
  change: DirectoryChange,
  refused: readonly Refusal[],
): string {
  const describe = describer(draft);
  const removedAppointments = new Set(change.removedAppointmentIds);
  const removedMailboxes = new Set(change.removedMailboxIds);
  const meaning: Record<string, () => readonly object[]> = {
    units: () => change.savedUnits.map(describe.place),
    unitsBefore: () => before.units.filter(oneOf(change.savedUnits)).map(describe.place),
    positions: () => change.savedPositions,
    people: () => change.savedPeople,
    peopleBefore: () => before.people.filter(oneOf(change.savedPeople)),
    appointments: () => change.savedAppointments.map(describe.appointment),
    appointmentsBefore: () =>
      before.appointments.filter(oneOf(change.savedAppointments)).map(describe.appointment),
    mailboxes: () => change.savedMailboxes.map(describe.mailbox),
    mailboxesBefore: () => before.mailboxes.filter(oneOf(change.savedMailboxes)).map(describe.mailbox),
    removedAppointments: () =>
      before.appointments.filter(({ id }) => removedAppointments.has(id)).map(describe.appointment),
    removedMailboxes: () =>
      before.mailboxes.filter(({ id }) => removedMailboxes.has(id)).map(({ address }) => ({ address })),
    refused: () => refused,
  };
  const hash = createHash('sha256');
  for (const [part, rows] of Object.entries(meaning)) {
    hash.update(`${part}\n`);
    for (const row of canonicalRows(rows())) hash.update(`${row}\n`);
  }
  return hash.digest('hex');
}

function oneOf(rows: readonly { id: string }[]): (row: { id: string }) => boolean {
  const ids = new Set(rows.map(({ id }) => id));
  return ({ id }) => ids.has(id);
}

function describer(draft: StaffDraft) {
  const positions = new Map([...draft.positions.values()].map((position) => [position.id, position.code]));
  const unit = (id: string | null) => (id === null ? null : (draft.units.get(id)?.code ?? null));
  const person = (id: string | null) => {
    const found = id === null ? undefined : draft.people.get(id);
    return found === undefined ? null : (found.employeeNo ?? found.email);
  };
  const appointment = ({ personId, unitId, positionId, isMain, isActing, from, until }: Appointment) => ({
    isMain,
    isActing,
    from,
    until,
    person: person(personId),
    unit: unit(unitId),
    position: positions.get(positionId) ?? null,
  });
  const place = (row: Unit) => ({ ...row, parentId: unit(row.parentId) });
  const mailbox = (box: Mailbox) => ({
    ...box,
    personId: person(box.personId),
    stewardIds: box.stewardIds.map(person).sort(),
  });
  return { place, appointment, mailbox };
}

/**
 * Rows of one type as JSON without their ids: the names of their fields, and then their values, sorted. Rows are
 * sorted by their first value, and then as text where they share it, so that never all texts exist at a time.
 */
function* canonicalRows(rows: readonly object[]): Generator<string> {
  const keys = Object.keys(rows[0] ?? {})
    .filter((key) => key !== 'id')
    .sort();
  const cell = (row: object, key = '') => row[key as keyof typeof row];
  const groups = groupBy(rows, (row) => JSON.stringify([cell(row, keys[0])]));
  // Lists, because 100,000 objects made for their text alone cost seconds.
  const text = (row: object) => JSON.stringify(keys.map((key) => cell(row, key)));
  yield JSON.stringify(keys);
  for (const first of [...groups.keys()].sort()) yield* (groups.get(first) ?? []).map(text).sort();
}
