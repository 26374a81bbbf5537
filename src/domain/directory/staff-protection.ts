import { isActive, type Person } from './person.ts';
import type { StaffDraft } from './staff-draft.ts';
import { type RowPlace, refusalAt } from './staff-refusal.ts';

/**
 * Refuses a draft in which a protected account may no longer be used: an officer's emergency access must survive
 * every file, so that a wrong one locks nobody out who could put it right.
 * @param people as they were before
 * @param placeOf where the files say so
 */
export function refuseProtected(
  draft: StaffDraft,
  people: readonly Person[],
  placeOf: (personId: string) => RowPlace,
): void {
  const { protectedIds } = draft.options;
  if (protectedIds === undefined || protectedIds.size === 0) return;
  for (const person of people) {
    const after = draft.people.get(person.id);
    if (!protectedIds.has(person.id) || !isActive(person) || after === undefined || isActive(after)) continue;
    const name = person.employeeNo ?? person.email ?? person.id;
    draft.refused.push(refusalAt(placeOf(person.id), 'so_hieu', name, 'protected_account'));
  }
}
