import { dayOf } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import { groupBy } from '../group-by.ts';
import { type EffectiveRole, type EffectiveRoleFacts, effectiveRoles } from './effective-roles.ts';
import type { RoleStore, RoleSubject } from './role-store.ts';

/** What decides on the roles of one person, who may be anybody: whether the account is open is not asked yet. */
export type RoleFacts = EffectiveRoleFacts;

/** The roles that a person holds at a moment, at one client, or at all of them for null; one statement. */
export async function loadEffectiveRoles(
  roles: Pick<RoleStore, 'listRoleGrantsFor'>,
  record: PersonRecord,
  clientId: string | null,
  at: Date,
): Promise<EffectiveRole[]> {
  if (!isOpen(record, dayOf(at))) return [];
  // A composite may be another client's: its parts are held here, it itself is not.
  const effective = effectiveRoles(await loadRoleFacts(roles, record, clientId, at));
  return effective.filter(({ role }) => clientId === null || role.clientId === clientId);
}

/** Every role grant that names something of a person, with what decides whether it counts. */
export async function loadRoleFacts(
  roles: Pick<RoleStore, 'listRoleGrantsFor'>,
  record: PersonRecord,
  clientId: string | null,
  at: Date,
): Promise<RoleFacts> {
  const { extentUnits, ...found } = await roles.listRoleGrantsFor(subjectOf(record), clientId);
  return { ...record, ...found, units: [...record.units, ...extentUnits], at };
}

/** Effective roles by client id, in its order. */
export function byClient(effective: readonly EffectiveRole[]): Map<string, EffectiveRole[]> {
  const groups = groupBy(effective, ({ role }) => role.clientId);
  return new Map([...groups].sort(([one], [other]) => (one < other ? -1 : 1)));
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
