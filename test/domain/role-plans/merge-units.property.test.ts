import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { OWN_CLIENT_ID } from '../../../src/domain/clients/client-service.ts';
import { dayOf, daysAfter, startOfDay } from '../../../src/domain/clock.ts';
import { isOpen } from '../../../src/domain/directory/account-state.ts';
import { planMerger, type UnitMerger } from '../../../src/domain/directory/merge-units.ts';
import { directoryAfter } from '../../../src/domain/directory/staff-change.ts';
import { recordOf as directoryRecord } from '../../../src/domain/directory/staff-plan-record.ts';
import { undoStaff } from '../../../src/domain/directory/staff-undo.ts';
import { carryRoleGrants } from '../../../src/domain/role-plans/carry-role-grants.ts';
import { rulesAfter } from '../../../src/domain/role-plans/role-plan.ts';
import type { RolePlanFacts } from '../../../src/domain/role-plans/role-plan-facts.ts';
import { undoRolePlan } from '../../../src/domain/role-plans/undo-role-plan.ts';
import { withParts } from '../../../src/domain/roles/composite-roles.ts';
import { momentsOf, planFacts, rolesAt, withoutIds } from './generated-plans.ts';

const ACTOR = { kind: 'operator', name: 'an' } as const;
/** Nobody has two main posts. */
const oneMainEach = (facts: RolePlanFacts): RolePlanFacts => {
  const seen = new Set<string>();
  const appointments = facts.directory.appointments.map((each) => {
    const isMain = !seen.has(each.personId);
    seen.add(each.personId);
    return { ...each, isMain };
  });
  return { ...facts, directory: { ...facts.directory, appointments } };
};
const codes: fc.Arbitrary<string[]> = fc.uniqueArray(fc.constantFrom('u0', 'u1', 'u2', 'u3', 'u4'), {
  minLength: 2,
  maxLength: 3,
});
const situations = fc.tuple(planFacts.map(oneMainEach), codes, fc.constantFrom(-1, 0, 0, 1));

function merged(facts: RolePlanFacts, merger: UnitMerger) {
  let ids = 0;
  const newId = () => `new-${++ids}`;
  const { now } = facts;
  const directory = { ...facts.directory, mailboxes: [] };
  const options = { today: dayOf(now), now, partial: true, newId };
  const plan = planMerger(directory, merger, options);
  if (plan.refused.length > 0) return undefined;
  const carried = carryRoleGrants(facts, merger, newId);
  const rules = rulesAfter(facts.rules, { ...carried, revoked: [] }, now);
  const after = directoryAfter(directory, plan.change);
  const later: RolePlanFacts = { ...facts, directory: after, rules };
  const back = () => {
    const undone = undoStaff(after, 'p', directoryRecord(directory, plan.change), options);
    assert.deepEqual(undone.refused, []);
    const record = {
      granted: carried.granted.map(({ roleGrant: { id, roleId } }) => ({ id, roleId })),
      revoked: [],
    };
    const draft = undoRolePlan(later, 'p', record, { actor: ACTOR, newId });
    return {
      ...facts,
      directory: directoryAfter(after, undone.change),
      rules: rulesAfter(rules, draft, now),
    };
  };
  return { later, carried, back };
}

describe('role-plans: mergers of units, whatever the facts', () => {
  it('keep what names a merged unit, widen nothing privileged, and are undone without a trace', () => {
    const seen = { merged: 0, kept: 0, undecided: 0 };
    fc.assert(
      fc.property(situations, ([facts, [into = '', ...ids], offset]) => {
        const { units, people, appointments } = facts.directory;
        const target = units.find(({ id }) => id === into);
        const day = dayOf(daysAfter(facts.now, offset));
        const merger = { units: units.filter(({ id }) => ids.includes(id)), into: target, from: day };
        if (target === undefined) return;
        const outcome = merged(facts, { ...merger, into: target });
        if (outcome === undefined) return;
        const { later, carried, back } = outcome;
        seen.merged += 1;
        seen.undecided += carried.undecided.length;

        const isProtected = (roleId: string) =>
          [...withParts([roleId], facts.rules.parts)].some((id) => {
            const role = facts.rules.roles.find((each) => each.id === id);
            return role?.isPrivileged || role?.clientId === OWN_CLIENT_ID;
          });
        for (const { roleGrant } of carried.granted) assert.ok(!isProtected(roleGrant.roleId));

        const start = startOfDay(day);
        const at = start > facts.now ? start : facts.now;
        const isThere = target.validFrom === null || target.validFrom <= day;
        const naming = new Set(
          facts.rules.roleGrants.flatMap(
            ({ id, roleId, personId, unitId, extentUnitId, from, until, revokedAt }) => {
              // What ends or begins around the merger is not carried over as it was.
              const isLasting =
                revokedAt === null && (from === null || from <= at) && (until === null || until > at);
              // A rule about a unit above reaches who stays below it, and nobody else.
              const named = unitId ?? (personId === null ? null : extentUnitId);
              const names = named !== null && ids.includes(named);
              return isLasting && names && !isProtected(roleId) ? [id] : [];
            },
          ),
        );
        const after = rolesAt(later, at);
        // What somebody hands over from a unit below went with the tree, which knows no days.
        const reachingBelow = new Set(
          facts.rules.roleGrants.flatMap(({ id, includesSubtree }) => (includesSubtree ? [id] : [])),
        );
        for (const { person, role, by, byPosts } of isThere ? rolesAt(facts, at) : []) {
          const isKept = (id: string) => !reachingBelow.has(id) || byPosts.includes(id);
          if (!by.some((id) => naming.has(id) && isKept(id))) continue;
          const standing = people.find(({ id }) => id === person);
          const held = later.directory.appointments.filter(({ personId }) => personId === person);
          if (standing === undefined || !isOpen({ person: standing, appointments: held }, dayOf(at)))
            continue;
          assert.ok(
            after.some((each) => each.person === person && each.role === role),
            `${person} ${role} ${JSON.stringify(appointments)}`,
          );
          seen.kept += 1;
        }

        const restored = back();
        for (const moment of [...momentsOf(facts), at])
          assert.deepEqual(rolesAt(restored, moment).map(withoutIds), rolesAt(facts, moment).map(withoutIds));
      }),
      { numRuns: 1000 },
    );
    assert.ok(seen.merged > 30 && seen.kept > 3 && seen.undecided > 1, JSON.stringify(seen));
  });
});
