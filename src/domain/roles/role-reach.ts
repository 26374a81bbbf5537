import type { Day } from '../clock.ts';
import { type Appointment, isInForce } from '../directory/appointment.ts';
import type { Role } from './role.ts';
import type { RoleGrant } from './role-grant.ts';

/** Whom and what a role grant reaches, by units. */
export interface RoleReach {
  /** The role and everything inside it, at any depth. */
  roles: readonly Role[];
  /** Ids of the units in which the holder stands today; empty when no unit bounds it: a position or category alone. */
  holderUnits: readonly string[];
  /** Ids of the units that the role covers for the holder; null when it is not limited to units. */
  coveredUnits: readonly string[] | null;
}

/**
 * What a role grant reaches on a day. A unit stands for those below it as well. An `own-unit` role of a person goes
 * with every appointment of hers that is not over, one that begins later included.
 * @param roles the role and everything inside it
 * @param appointments the person's, when the holder is one
 */
export function reachOf(
  roleGrant: RoleGrant,
  role: Role,
  { roles, appointments, day }: { roles: readonly Role[]; appointments: readonly Appointment[]; day: Day },
): RoleReach {
  const { personId, unitId, extentUnitId } = roleGrant;
  const unitsOf = (some: readonly Appointment[]) => some.map((each) => each.unitId);
  const ofRule = unitId === null ? [] : [unitId];
  const holderUnits =
    personId === null ? ofRule : unitsOf(appointments.filter((each) => isInForce(each, day)));
  if (role.extent === 'none') return { roles, holderUnits, coveredUnits: null };
  if (extentUnitId !== null) return { roles, holderUnits, coveredUnits: [extentUnitId] };
  if (role.extent === 'any') return { roles, holderUnits, coveredUnits: null };
  const lasting = appointments.filter(({ until }) => until === null || until >= day);
  return { roles, holderUnits, coveredUnits: personId === null ? ofRule : unitsOf(lasting) };
}
