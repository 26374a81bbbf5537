import type { Day } from '../clock.ts';
import { groupBy } from '../group-by.ts';
import { isOpen } from './account-state.ts';
import type { Directory, DirectoryChange } from './directory-store.ts';

/** Ids of the people whom a change touches and leaves without an open account on a day. */
export function closedAccounts(before: Directory, change: DirectoryChange, day: Day): string[] {
  const removed = new Set(change.removedAppointmentIds);
  const touched = new Set([
    ...change.savedPeople.map(({ id }) => id),
    ...change.savedAppointments.map(({ personId }) => personId),
    ...before.appointments.filter(({ id }) => removed.has(id)).map(({ personId }) => personId),
  ]);
  const people = new Map([...before.people, ...change.savedPeople].map((person) => [person.id, person]));
  const rows = new Map([...before.appointments, ...change.savedAppointments].map((row) => [row.id, row]));
  for (const id of removed) rows.delete(id);
  const held = groupBy(rows.values(), ({ personId }) => personId);
  return [...touched].filter((id) => {
    const person = people.get(id);
    return person !== undefined && !isOpen({ person, appointments: held.get(id) ?? [] }, day);
  });
}
