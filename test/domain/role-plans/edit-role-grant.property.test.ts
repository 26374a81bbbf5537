import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { DomainError } from '../../../src/domain/errors.ts';
import { NONE, type RoleGrantEdit, roleEditSource } from '../../../src/domain/role-plans/edit-role-grant.ts';
import { type RoleReads, readsInMemory } from '../../../src/domain/role-plans/reads-in-memory.ts';
import { concludeRolePlan, type RolePlan } from '../../../src/domain/role-plans/role-plan.ts';
import type { RolePlanFacts } from '../../../src/domain/role-plans/role-plan-facts.ts';
import { undoRolePlan } from '../../../src/domain/role-plans/undo-role-plan.ts';
import type { RoleGrant } from '../../../src/domain/roles/role-grant.ts';
import { applied, GUARD, momentsOf, planFacts, recordOf, rolesAt, withoutIds } from './generated-plans.ts';

const ACTOR = { kind: 'operator', name: 'an' } as const;

/** Role grants are known by UUIDs, and name nothing that is unknown: foreign keys see to that. */
const withIds = (facts: RolePlanFacts): RolePlanFacts => {
  const known = facts.rules.roleGrants.filter((each) => !Object.values(each).includes('unknown'));
  const roleGrants = known.map((each, index) => {
    return { ...each, id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` };
  });
  return { ...facts, rules: { ...facts.rules, roleGrants } };
};
const oneOf = (...texts: string[]) => fc.constantFrom(undefined, undefined, NONE, ...texts);
const anyEdit: fc.Arbitrary<RoleGrantEdit> = fc.record({
  unit: oneOf('U0', 'U1', 'U2'),
  subtree: fc.constantFrom(undefined, true, false),
  position: oneOf('code-staff', 'code-head'),
  category: oneOf('công chức'),
  extent: oneOf('U0', 'U3'),
  from: oneOf('2026-03-02', '2026-03-03'),
  until: oneOf('2026-03-04', '2026-04-01'),
  decision: oneOf('1'),
});
const situations = fc.tuple(planFacts.map(withIds), fc.nat(), anyEdit);

async function planOf(facts: RolePlanFacts, id: string, edit: RoleGrantEdit): Promise<RolePlan | undefined> {
  const findRoleGrant = async () => facts.rules.roleGrants.find((each) => each.id === id);
  const reads = readsInMemory({ directory: {}, roles: {} } as RoleReads, facts);
  try {
    const source = await roleEditSource({ findRoleGrant }, id, edit);
    return concludeRolePlan(
      facts,
      await source.draft({ facts, reads, actor: ACTOR, newId: () => 'new' }),
      GUARD,
    );
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

const rule = ({ personId: _, ...each }: RoleGrant) => {
  const { roleId, unitId, includesSubtree, positionId, category, extentUnitId, until, decision } = each;
  return { roleId, unitId, includesSubtree, positionId, category, extentUnitId, until, decision };
};

describe('role-plans: edits, whatever the facts', () => {
  it('change what is named and nothing else, say who gains and loses, and are undone without a trace', async () => {
    const seen = { edited: 0, shifted: 0 };
    await fc.assert(
      fc.asyncProperty(situations, async ([facts, pick, edit]) => {
        const { roleGrants } = facts.rules;
        const old = roleGrants[pick % Math.max(roleGrants.length, 1)];
        const plan = old && (await planOf(facts, old.id, edit));
        if (plan === undefined || old === undefined) return;
        const [row] = plan.granted;
        if (row === undefined) return;
        seen.edited += 1;
        assert.deepEqual(
          [plan.revoked.map(({ roleGrant }) => roleGrant.id), row.roleGrant.personId],
          [[old.id], old.personId],
        );
        const named = Object.entries({
          unitId: edit.unit,
          positionId: edit.position,
          category: edit.category,
          extentUnitId: edit.extent,
          until: edit.until,
          decision: edit.decision,
        });
        const [before, after] = [rule(old), rule(row.roleGrant)];
        for (const [field, text] of named) {
          const is = after[field as keyof typeof after];
          if (text === undefined) assert.deepEqual(is, before[field as keyof typeof before], field);
          else assert.equal(is === null, text === NONE, field);
        }

        const later = applied(facts, plan);
        const people = new Set<string>();
        for (const [one, other] of [
          [facts, later],
          [later, facts],
        ] as const)
          for (const { person, role, units } of rolesAt(one, facts.now)) {
            const same = rolesAt(other, facts.now).find(
              (each) => each.person === person && each.role === role,
            );
            const isKept =
              same !== undefined &&
              (same.units === null || units?.every((unit) => same.units?.includes(unit)));
            if (!isKept) people.add(person);
          }
        assert.ok(plan.guard.removals >= people.size, `${plan.guard.removals} of ${people.size}`);
        seen.shifted += people.size;

        const back = undoRolePlan(later, 'p', recordOf(plan), { actor: ACTOR, newId: () => 'back' });
        const restored = applied(later, concludeRolePlan(later, back, GUARD));
        for (const at of momentsOf(facts))
          assert.deepEqual(rolesAt(restored, at).map(withoutIds), rolesAt(facts, at).map(withoutIds));
      }),
      { numRuns: 600 },
    );
    assert.ok(seen.edited > 50 && seen.shifted > 10, JSON.stringify(seen));
  });
});
