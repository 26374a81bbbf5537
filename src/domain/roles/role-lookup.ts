import { dayOf } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import { type EffectiveRole, effectiveRoles } from './effective-roles.ts';
import type { RoleStore, RoleSubject } from './role-store.ts';

/** The roles that a person holds at a moment, at one client, or at all of them for null; one statement. */
export async function loadEffectiveRoles(
  roles: Pick<RoleStore, 'listRoleGrantsFor'>,
  record: PersonRecord,
  clientId: string | null,
  at: Date,
): Promise<EffectiveRole[]> {
  if (!isOpen(record, dayOf(at))) return [];
  const { extentUnits, ...found } = await roles.listRoleGrantsFor(subjectOf(record), clientId);
  const facts = { ...record, ...found, units: [...record.units, ...extentUnits], at };
  // A composite may be another client's: its parts are held here, it itself is not.
  return effectiveRoles(facts).filter(({ role }) => clientId === null || role.clientId === clientId);
}

/** What a role grant may name to reach a person. */
export function subjectOf({ person, units, positions }: PersonRecord): RoleSubject {
  return {
    personId: person.id,
    unitIds: units.map(({ id }) => id),
    positionIds: positions.map(({ id }) => id),
    category: person.category,
  };
}
