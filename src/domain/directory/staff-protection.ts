import { isOpen } from './account-state.ts';
import type { Directory } from './directory-store.ts';
import type { StaffDraft } from './staff-draft.ts';
import { type RowPlace, refusalAt } from './staff-refusal.ts';

/**
 * Refuses a draft in which a protected account may no longer be used: an officer's emergency access must survive
 * every file, so that a wrong one locks nobody out who could put it right.
 * @param before the directory as it is
 * @param placeOf where the files say so
 */
export function refuseProtected(
  draft: StaffDraft,
  before: Directory,
  placeOf: (personId: string) => RowPlace,
): void {
  const { protectedIds, today } = draft.options;
  if (protectedIds === undefined || protectedIds.size === 0) return;
  for (const person of before.people.filter(({ id }) => protectedIds.has(id))) {
    const held = before.appointments.filter(({ personId }) => personId === person.id);
    const after = draft.people.get(person.id);
    if (after === undefined || !isOpen({ person, appointments: held }, today)) continue;
    if (isOpen({ person: after, appointments: draft.appointments.get(person.id) ?? [] }, today)) continue;
    const name = person.employeeNo ?? person.email ?? person.id;
    draft.refused.push(refusalAt(placeOf(person.id), 'so_hieu', name, 'protected_account'));
  }
}
