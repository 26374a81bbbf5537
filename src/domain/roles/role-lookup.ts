import type { Appointment } from '../directory/appointment.ts';
import { isActive } from '../directory/person.ts';
import { type EffectiveRole, effectiveRoles } from './effective-roles.ts';
import type { RoleSubject } from './role-store.ts';
import type { RoleStores } from './stores-for-roles.ts';
import { byId, lineageOf, type UnitsById } from './unit-ancestry.ts';

/**
 * The roles that a person holds at a moment, at one client, or at all of them for null. Empty for an unknown
 * person or client. One query after the other: in a running transaction they share a connection.
 */
export async function loadEffectiveRoles(
  stores: Pick<RoleStores, 'directory' | 'roles'>,
  personId: string,
  clientId: string | null,
  at: Date,
): Promise<EffectiveRole[]> {
  const person = await stores.directory.findPerson(personId);
  if (person === undefined || !isActive(person)) return [];
  const appointments = await stores.directory.listAppointmentsOf(personId);
  const units = await stores.directory.listUnits();
  const subject = subjectOf(personId, appointments, byId(units));
  const { roles, roleGrants } = await stores.roles.listRoleGrantsFor(subject, clientId);
  if (roleGrants.length === 0) return [];
  const positions = await stores.directory.listPositions();
  return effectiveRoles({ person, appointments, units, positions, roles, roleGrants, at });
}

function subjectOf(personId: string, appointments: readonly Appointment[], units: UnitsById): RoleSubject {
  return {
    personId,
    unitIds: [...new Set(appointments.flatMap(({ unitId }) => lineageOf(unitId, units)))],
    positionIds: [...new Set(appointments.map(({ positionId }) => positionId))],
  };
}
