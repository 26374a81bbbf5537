import { dayOf } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import type { Person } from '../directory/person.ts';
import { type EffectiveRole, effectiveRoles } from '../roles/effective-roles.ts';
import { type RoleRules, standingFacts } from '../roles/role-effects.ts';
import type { RoleGrant } from '../roles/role-grant.ts';
import { momentsAhead, type StandingFacts } from '../roles/separation-of-duties.ts';
import { roleLabel } from '../roles/separation-report.ts';
import type { RolePlanFacts } from './role-plan-facts.ts';

/** A role that a person holds on one side of a plan, and not, or not as far, on the other. */
export interface RoleShift {
  /** Id of the person. */
  person: string;
  employeeNo: string | null;
  email: string | null;
  fullName: string;
  /** `CLIENT:CODE`. */
  role: string;
  /** Codes of the units that it is limited to; null when it is not. */
  units: string[] | null;
  /** When: now, or when a role grant of the plan or an appointment begins. */
  from: Date;
}

/** Everything counted, the first 100 by name listed. */
export interface RoleShiftList {
  count: number;
  people: number;
  listed: RoleShift[];
}

export interface RoleShifts {
  gained: RoleShiftList;
  lost: RoleShiftList;
  /** Who gains or loses any. */
  people: number;
}

const LISTED = 100;

export const NO_SHIFTS: RoleShifts = {
  gained: { count: 0, people: 0, listed: [] },
  lost: { count: 0, people: 0, listed: [] },
  people: 0,
};

/**
 * Who gains and who loses which role by a change of role grants: now, and whenever one of them or an appointment begins. Pure. Looks
 * only at people whom a changed role grant may reach.
 */
export function roleShifts(
  { directory, rules, now }: RolePlanFacts,
  after: RoleRules,
  changed: readonly RoleGrant[],
): RoleShifts {
  const reaching = standingFacts(directory, { ...rules, roleGrants: [...changed] });
  const [before, later] = [standingFacts(directory, rules), standingFacts(directory, after)];
  const shifts: RoleShifts = structuredClone(NO_SHIFTS);
  for (const person of [...directory.people].sort(byName)) {
    const reached = reaching(person.id);
    if (reached === undefined) continue;
    const [old, current] = [before(person.id), later(person.id)];
    const moments = momentsAhead(reached, now).map((at) => ({
      at,
      had: heldAt(person, old, at),
      has: heldAt(person, current, at),
    }));
    const loses = note(
      shifts.lost,
      person,
      moments.map(({ at, had, has }) => ({ at, roles: without(had, has) })),
    );
    const gains = note(
      shifts.gained,
      person,
      moments.map(({ at, had, has }) => ({ at, roles: without(has, had) })),
    );
    if (loses || gains) shifts.people += 1;
  }
  return shifts;
}

function byName(one: Person, other: Person): number {
  if (one.givenName !== other.givenName) return one.givenName < other.givenName ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

function heldAt(person: Person, facts: StandingFacts | undefined, at: Date): EffectiveRole[] {
  if (facts === undefined || !isOpen({ person, appointments: [...facts.appointments] }, dayOf(at))) return [];
  return effectiveRoles({ ...facts, at });
}

/** Roles that are not among others as far as they reach. */
function without(roles: readonly EffectiveRole[], others: readonly EffectiveRole[]): EffectiveRole[] {
  return roles.filter(({ role, units }) => {
    const other = others.find((each) => each.role.id === role.id);
    if (other === undefined) return true;
    return other.units !== null && (units === null || units.some((unit) => !other.units?.includes(unit)));
  });
}

/** Takes note of each role once, at the first of its moments; whether there is any. */
function note(
  list: RoleShiftList,
  { id, employeeNo, email, fullName }: Person,
  moments: readonly { at: Date; roles: readonly EffectiveRole[] }[],
): boolean {
  const first = new Map(
    moments
      .toReversed()
      .flatMap(({ at, roles }) => roles.map((each) => [each.role.id, { at, ...each }] as const)),
  );
  if (first.size > 0) list.people += 1;
  for (const { at, role, units } of first.values()) {
    list.count += 1;
    if (list.listed.length === LISTED) continue;
    list.listed.push({ person: id, employeeNo, email, fullName, role: roleLabel(role), units, from: at });
  }
  return first.size > 0;
}
