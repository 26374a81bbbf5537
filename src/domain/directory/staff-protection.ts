import { isOpen } from './account-state.ts';
import type { Directory } from './directory-store.ts';
import type { StaffDraft } from './staff-draft.ts';
import { type RefusalCode, type RowPlace, refusalAt } from './staff-refusal.ts';

/**
 * Refuses a draft in which a protected account may no longer be used, or gets another e-mail: an officer's emergency
 * access must survive every file, so that a wrong one locks nobody out who could put it right, and a forged one does
 * not lead the letter for a new password to somebody else.
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
    const after = draft.people.get(person.id);
    if (after === undefined) continue;
    const refuse = (column: 'so_hieu' | 'thu_dien_tu', value: string, code: RefusalCode) =>
      draft.refused.push(refusalAt(placeOf(person.id), column, value, code));
    if (person.email !== null && after.email !== person.email)
      refuse('thu_dien_tu', after.email ?? '', 'protected_email');
    const held = before.appointments.filter(({ personId }) => personId === person.id);
    const heldAfter = draft.appointments.get(person.id) ?? [];
    if (
      isOpen({ person, appointments: held }, today) &&
      !isOpen({ person: after, appointments: heldAfter }, today)
    )
      refuse('so_hieu', person.employeeNo ?? person.email ?? person.id, 'protected_account');
  }
}
