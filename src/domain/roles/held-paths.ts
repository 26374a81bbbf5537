import type { Appointment } from '../directory/appointment.ts';
import { isActive, type Person } from '../directory/person.ts';
import type { Position } from '../directory/position.ts';
import type { Unit } from '../directory/unit.ts';
import { groupBy } from '../group-by.ts';
import { contentsOf, pathsWithParts, type RolePart } from './composite-roles.ts';
import { compareRoles, type Role } from './role.ts';
import type { RoleGrant } from './role-grant.ts';
import { type OwnPath, pathsOf, type RolePath } from './role-paths.ts';
import { handoversAt, tenuresAt, tenuresOf } from './tenure.ts';
import { byId } from './unit-ancestry.ts';

/** What a person's own roles depend on. Rows about others may be among it; each row is there once. */
export interface HoldingFacts {
  person: Pick<Person, 'id' | 'status' | 'disabledAt' | 'category'>;
  appointments: readonly Appointment[];
  units: readonly Unit[];
  positions: readonly Position[];
  roles: readonly Role[];
  /** What composites contain; a part that is not among `roles` is not held. */
  parts: readonly RolePart[];
  roleGrants: readonly RoleGrant[];
  /** Days for which a mover keeps what an ended appointment gave, privileged roles apart. */
  handoverDays: number;
}

/** A role with one of the paths on which somebody holds it. */
export interface HeldPath<Path extends RolePath = RolePath> {
  role: Role;
  path: Path;
}

/**
 * Every path on which role grants give a person roles at a moment, parts of composites with them. Pure; the order is
 * that of roles, then of role grants.
 */
export function heldPaths(facts: HoldingFacts, at: Date): HeldPath<OwnPath>[] {
  const { person } = facts;
  if (!isActive(person)) return [];
  const units = byId(facts.units);
  const tenures = tenuresOf(person.id, facts.appointments, units);
  const personFacts = {
    personId: person.id,
    category: person.category,
    tenures: tenuresAt(tenures, at),
    handovers: handoversAt(tenures, facts.handoverDays, at),
    units,
    positions: new Map(facts.positions.map((position) => [position.id, position])),
  };
  const roleGrants = groupBy(facts.roleGrants, ({ roleId }) => roleId);
  const roles = [...facts.roles].sort(compareRoles);
  const contents = contentsOf(roles, facts.parts);
  return roles.flatMap((role) =>
    (roleGrants.get(role.id) ?? [])
      .flatMap((roleGrant) => pathsOf(roleGrant, role, personFacts, at))
      .flatMap((path) => pathsWithParts(role, path, contents)),
  );
}
