import fc from 'fast-check';
import { dayOf } from '../../../src/domain/clock.ts';
import { isOpen } from '../../../src/domain/directory/account-state.ts';
import type { RolePlan } from '../../../src/domain/role-plans/role-plan.ts';
import type { RolePlanFacts } from '../../../src/domain/role-plans/role-plan-facts.ts';
import type { RolePlanRecord } from '../../../src/domain/role-plans/role-plan-store.ts';
import { effectiveRoles } from '../../../src/domain/roles/effective-roles.ts';
import { isHandover } from '../../../src/domain/roles/role-paths.ts';
import { anyFacts, moversFacts } from '../roles/generated-facts.ts';
import { personRow } from '../roles/rows.ts';

export const GUARD = { limits: { people: 1000, percent: 100 } };
const PEOPLE = [
  personRow({ category: 'cong_chuc' }),
  personRow({ id: 'an', givenName: 'An', category: 'vien_chuc', employeeNo: 'CB-2' }),
];

/** A ministry of few people and days, with whatever is given in it. */
export const planFacts: fc.Arbitrary<RolePlanFacts> = fc
  .oneof(anyFacts(), moversFacts())
  .map(({ appointments, units, positions, roles, parts, roleGrants, handoverDays, at }) => ({
    directory: {
      people: PEOPLE,
      appointments: [...appointments],
      units: [...units],
      positions: [...positions],
    },
    rules: { roles, parts, roleGrants, handoverDays },
    separation: { separations: [], exceptions: [] },
    now: at,
  }));

/** What the stores do with a plan. */
export function applied(given: RolePlanFacts, { granted, revoked }: RolePlan): RolePlanFacts {
  const roleGrants = given.rules.roleGrants.map((row) =>
    revoked.some(({ roleGrant }) => roleGrant.id === row.id) ? { ...row, revokedAt: given.now } : row,
  );
  return {
    ...given,
    rules: { ...given.rules, roleGrants: [...roleGrants, ...granted.map((row) => row.roleGrant)] },
  };
}

/** What is kept of a plan once it is applied. */
export function recordOf({ granted, revoked }: RolePlan): RolePlanRecord {
  const recorded = (rows: RolePlan['granted']) =>
    rows.map(({ roleGrant: { id, roleId } }) => ({ id, roleId }));
  return { granted: recorded(granted), revoked: recorded(revoked) };
}

/** Every moment from now on at which something may begin or end. */
export function momentsOf({ now, rules, directory }: RolePlanFacts): Date[] {
  const edges = [
    ...rules.roleGrants.flatMap(({ from, until }) => [from, until]),
    ...directory.appointments.flatMap(({ from, until }) =>
      [from, until].map((day) => (day === null ? null : new Date(`${day}T12:00:00+07:00`))),
    ),
  ];
  return [now, ...edges.flatMap((at) => (at !== null && at > now ? [at] : []))];
}

/** Everybody's roles at a moment, from all facts at once. */
export function rolesAt({ directory, rules }: RolePlanFacts, at: Date) {
  return directory.people.flatMap((person) => {
    const appointments = directory.appointments.filter(({ personId }) => personId === person.id);
    if (!isOpen({ person, appointments }, dayOf(at))) return [];
    const { mandates: _, ...own } = rules;
    const held = effectiveRoles({ person, ...directory, ...own, at });
    return held.map(({ role, units, until, paths }) => ({
      by: paths.map(({ roleGrantId }) => roleGrantId),
      byPosts: paths.flatMap((path) => (isHandover(path) ? [] : [path.roleGrantId])),
      person: person.id,
      role: `${role.clientId}:${role.code}`,
      units,
      until,
    }));
  });
}

/** What is held, whatever gives it. */
export function withoutIds({ by: _, byPosts: __, ...held }: ReturnType<typeof rolesAt>[number]) {
  return held;
}
