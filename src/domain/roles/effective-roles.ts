import { isActive } from '../directory/person.ts';
import { groupBy } from '../group-by.ts';
import { type HoldingFacts, heldPaths } from './held-paths.ts';
import { type GivenMandate, mandatedPaths } from './mandate-paths.ts';
import { latestEnd } from './period.ts';
import { compareRoles, type Role } from './role.ts';
import type { RolePath } from './role-paths.ts';

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

/** Everything the answer depends on. */
export interface EffectiveRoleFacts extends HoldingFacts {
  /** Those given to the person; none when absent. */
  mandates?: readonly GivenMandate[];
  at: Date;
}

/**
 * The roles that a person holds at a moment, by role grants and by mandates. Pure; the order is that of role codes,
 * then clients, and for paths that of mandates, which come last, then role grants, then appointments. A person whose
 * account is not open holds nothing, and a row that contradicts itself or names something unknown gives nothing.
 */
export function effectiveRoles(facts: EffectiveRoleFacts): EffectiveRole[] {
  const { person, mandates = [], at } = facts;
  if (!isActive(person)) return [];
  const held = [...heldPaths(facts, at), ...mandatedPaths(person.id, mandates, at)];
  const pathsTo = groupBy(held, ({ role }) => role.id);
  const roles = [...new Map(held.map(({ role }) => [role.id, role])).values()].sort(compareRoles);
  return roles.map((role) => summarise(role, pathsTo.get(role.id)?.map(({ path }) => path) ?? []));
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

function pathKey({ roleGrantId, via }: RolePath): string[] {
  const own = via.kind === 'mandate' ? via.own : via;
  const mandateId = via.kind === 'mandate' ? via.mandateId : '';
  return [mandateId, roleGrantId, own.kind === 'person' ? '' : own.appointmentId];
}

// By code unit, not by locale: the same bytes on every machine.
function compare(one: readonly string[], other: readonly string[]): number {
  const different = one.findIndex((part, index) => part !== other[index]);
  if (different === -1) return 0;
  return (one[different] ?? '') < (other[different] ?? '') ? -1 : 1;
}
