import type { Appointment } from '../directory/appointment.ts';
import { isActive, type Person } from '../directory/person.ts';
import type { Position } from '../directory/position.ts';
import type { Unit } from '../directory/unit.ts';
import { groupBy } from '../group-by.ts';
import { contentsOf, pathsWithParts, type RolePart } from './composite-roles.ts';
import { latestEnd } from './period.ts';
import type { Role } from './role.ts';
import type { RoleGrant } from './role-grant.ts';
import { pathsOf, type RolePath } from './role-paths.ts';
import { handoversAt, tenuresAt, tenuresOf } from './tenure.ts';
import { byId } from './unit-ancestry.ts';

/** A role that a person holds at a moment, with every reason for it. */
export interface EffectiveRole {
  role: Role;
  /** Codes of the units that the role is limited to, sorted; null when one path has no limit. */
  units: string[] | null;
  /** The moment at which the last of today's paths ends; null when one is open. */
  until: Date | null;
  /** Never empty. */
  paths: RolePath[];
}

/** Everything the answer depends on. Rows about others may be among it; each row is there once. */
export interface EffectiveRoleFacts {
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
  at: Date;
}

/**
 * The roles that a person holds at a moment. Pure; the order is that of role codes, then clients, and
 * for paths that of role grants, then appointments. A person whose account is not open holds nothing,
 * and a row that contradicts itself or names something unknown gives nothing.
 */
export function effectiveRoles(facts: EffectiveRoleFacts): EffectiveRole[] {
  const { person, at } = facts;
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
  const roles = [...facts.roles].sort((one, other) => compare(roleKey(one), roleKey(other)));
  const contents = contentsOf(roles, facts.parts);
  const held = roles.flatMap((role) =>
    (roleGrants.get(role.id) ?? [])
      .flatMap((roleGrant) => pathsOf(roleGrant, role, personFacts, at))
      .flatMap((path) => pathsWithParts(role, path, contents)),
  );
  const pathsTo = groupBy(held, ({ role }) => role.id);
  return roles.flatMap((role) => {
    const paths = pathsTo.get(role.id)?.map(({ path }) => path);
    return paths === undefined ? [] : [summarise(role, paths)];
  });
}

function summarise(role: Role, paths: RolePath[]): EffectiveRole {
  const limits = paths.map(({ units }) => units);
  return {
    role,
    units: limits.includes(null) ? null : [...new Set(limits.flatMap((units) => units ?? []))].sort(),
    until: paths.map(({ until }) => until).reduce(latestEnd),
    paths: paths.sort((one, other) => compare(pathKey(one), pathKey(other))),
  };
}

function roleKey(role: Role): string[] {
  return [role.code, role.clientId];
}

function pathKey({ roleGrantId, via }: RolePath): string[] {
  return [roleGrantId, via.kind === 'person' ? '' : via.appointmentId];
}

// By code unit, not by locale: the same bytes on every machine.
function compare(one: readonly string[], other: readonly string[]): number {
  const different = one.findIndex((part, index) => part !== other[index]);
  if (different === -1) return 0;
  return (one[different] ?? '') < (other[different] ?? '') ? -1 : 1;
}
