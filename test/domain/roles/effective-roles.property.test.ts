import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isActive } from '../../../src/domain/directory/person.ts';
import { effectiveRoles } from '../../../src/domain/roles/effective-roles.ts';
import { anyFacts, anyPerson, anyRoleGrant, deputiesFacts, moversFacts } from './generated-facts.ts';
import { linesOf, naivePaths } from './naive-effective-roles.ts';

const runs = { numRuns: 2000 };

describe('effective roles, whatever the facts', () => {
  it('are those of a naive model', () => {
    let pathCount = 0;
    let limitedCount = 0;
    let ruleCount = 0;
    let partCount = 0;
    const people = fc
      .oneof({ weight: 3, arbitrary: fc.constant(undefined) }, anyPerson)
      .chain((person) => anyFacts(person));
    fc.assert(
      fc.property(people, (facts) => {
        const held = effectiveRoles(facts);
        const lines = linesOf(held);
        assert.deepEqual(lines, naivePaths(facts));
        pathCount += lines.length;
        const paths = held.flatMap((each) => each.paths);
        ruleCount += paths.filter(({ via }) => 'category' in via && via.category).length;
        partCount += paths.filter(({ composites }) => composites).length;
        limitedCount += lines.filter((line) => line.includes('U')).length;
      }),
      { numRuns: 3000 },
    );
    // A generator that makes nothing but refusals would prove nothing.
    assert.ok(pathCount > 1000, `only ${pathCount} paths`);
    assert.ok(limitedCount > 200, `only ${limitedCount} paths limited to units`);
    assert.ok(ruleCount > 200, `only ${ruleCount} paths by a staff category`);
    assert.ok(partCount > 200, `only ${partCount} paths to parts of composites`);
  });

  it('are those of a naive model for movers as well', () => {
    let handovers = 0;
    fc.assert(
      fc.property(moversFacts(), (facts) => {
        const lines = linesOf(effectiveRoles(facts));
        assert.deepEqual(lines, naivePaths(facts));
        handovers += lines.filter((line) => line.endsWith('H')).length;
      }),
      { numRuns: 800 },
    );
    assert.ok(handovers > 40, `only ${handovers} paths of a handover`);
  });

  it('are those of a naive model for deputies as well', () => {
    const seen = { mandated: 0, parts: 0, own: 0 };
    const people = fc
      .oneof({ weight: 5, arbitrary: fc.constant(undefined) }, anyPerson)
      .chain((person) => deputiesFacts(person));
    fc.assert(
      fc.property(people, (facts) => {
        const held = effectiveRoles(facts);
        assert.deepEqual(linesOf(held), naivePaths(facts));
        const paths = held.flatMap((each) => each.paths);
        const mandated = paths.filter(({ via }) => via.kind === 'mandate');
        seen.mandated += mandated.length;
        seen.parts += mandated.filter(({ composites }) => composites).length;
        seen.own += paths.length - mandated.length;
        // Whatever the mandates say: nobody comes into the product by one, and nobody passes one on.
        for (const { role, paths: all } of held) {
          const isByMandate = all.some(({ via }) => via.kind === 'mandate');
          assert.ok(!isByMandate || role.clientId !== 'micconnect');
        }
      }),
      { numRuns: 2500 },
    );
    const isEnough = seen.mandated > 200 && seen.parts > 30 && seen.own > 200;
    assert.ok(isEnough, JSON.stringify(seen));
  });

  it('have a path each, and each path is enough by itself', () => {
    fc.assert(
      fc.property(anyFacts(), (facts) => {
        for (const { role, paths } of effectiveRoles(facts)) {
          assert.ok(paths.length > 0);
          for (const path of paths) {
            const { via } = path;
            const appointments = facts.appointments.filter(
              ({ id }) => !('appointmentId' in via) || id === via.appointmentId,
            );
            const roleGrants = facts.roleGrants.filter(({ id }) => id === path.roleGrantId);
            const alone = effectiveRoles({ ...facts, appointments, roleGrants });
            assert.deepEqual(
              alone.filter((other) => other.role.id === role.id),
              [{ role, units: path.units, until: path.until, paths: [path] }],
            );
          }
        }
      }),
      runs,
    );
  });

  it('go when the role grants of all their paths go, and the others stay as they are', () => {
    fc.assert(
      fc.property(anyFacts(), (facts) => {
        const before = effectiveRoles(facts);
        for (const { role, paths } of before) {
          const gone = new Set(paths.map(({ roleGrantId }) => roleGrantId));
          const roleGrants = facts.roleGrants.filter(({ id }) => !gone.has(id));
          const after = effectiveRoles({ ...facts, roleGrants });
          const left = before.flatMap((other) => {
            const rest = other.paths.filter(({ roleGrantId }) => !gone.has(roleGrantId));
            return rest.length === 0 ? [] : [[other.role.id, rest]];
          });
          assert.ok(!after.some((other) => other.role.id === role.id));
          assert.deepEqual(
            after.map((other) => [other.role.id, other.paths]),
            left,
          );
        }
      }),
      runs,
    );
  });

  it('only grow with another role grant', () => {
    fc.assert(
      fc.property(moversFacts(), anyRoleGrant, (facts, added) => {
        const after = effectiveRoles({
          ...facts,
          roleGrants: [...facts.roleGrants, { ...added, id: 'rg-added' }],
        });
        for (const { role, units, until, paths } of effectiveRoles(facts)) {
          const now = after.find((other) => other.role.id === role.id);
          assert.ok(now !== undefined);
          assert.deepEqual(
            now.paths.filter(({ roleGrantId }) => roleGrantId !== 'rg-added'),
            paths,
          );
          assert.ok(now.units === null || units?.every((unit) => now.units?.includes(unit)));
          assert.ok(now.until === null || (until !== null && until <= now.until));
        }
      }),
      runs,
    );
  });

  it('are none for a person whose account is not open', () => {
    const inactive = anyPerson.filter((person) => !isActive(person)).chain((person) => anyFacts(person));
    fc.assert(
      fc.property(inactive, (facts) => assert.deepEqual(effectiveRoles(facts), [])),
      runs,
    );
  });

  it('last until the moment they name, and no path outlives its own', () => {
    fc.assert(
      fc.property(anyFacts(), (facts) => {
        for (const { role, until, paths } of effectiveRoles(facts)) {
          const last = until ?? new Date('2100-01-01T00:00:00Z');
          const shortlyBefore = effectiveRoles({ ...facts, at: new Date(last.getTime() - 1) });
          assert.ok(shortlyBefore.some((other) => other.role.id === role.id));
          for (const path of paths.filter(({ via }) => via.kind !== 'person')) {
            if (path.until === null) continue;
            const after = effectiveRoles({ ...facts, at: path.until }).flatMap((other) => other.paths);
            const isSame = (other: typeof path) =>
              other.roleGrantId === path.roleGrantId &&
              JSON.stringify(other.via) === JSON.stringify(path.via);
            assert.ok(!after.some(isSame));
          }
        }
      }),
      runs,
    );
  });

  it('do not depend on the order of the rows', () => {
    fc.assert(
      fc.property(fc.oneof(moversFacts(), deputiesFacts()), (facts) => {
        const reversed = {
          ...facts,
          appointments: [...facts.appointments].reverse(),
          units: [...facts.units].reverse(),
          roles: [...facts.roles].reverse(),
          parts: [...facts.parts].reverse(),
          roleGrants: [...facts.roleGrants].reverse(),
          mandates: [...(facts.mandates ?? [])].reverse(),
        };
        assert.deepEqual(effectiveRoles(reversed), effectiveRoles(facts));
      }),
      runs,
    );
  });
});
