import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findPartFault, type RolePart, withParts } from '../../../src/domain/roles/composite-roles.ts';
import { effectiveRoles } from '../../../src/domain/roles/effective-roles.ts';
import { ROLE_EXTENTS, type Role } from '../../../src/domain/roles/role.ts';
import { anyFacts } from './generated-facts.ts';
import { roleRow } from './rows.ts';

const roleOf = (id: number, fields: Partial<Role> = {}) =>
  roleRow({ id: `r${id}`, code: `r${id}`, ...fields });
/** Each number contains the one after it. */
const chain = (length: number): RolePart[] =>
  Array.from({ length }, (_, index) => ({ roleId: `r${index}`, partId: `r${index + 1}` }));

describe('what may be part of a composite role', () => {
  const faultOf = (whole: Partial<Role>, part: Partial<Role>) =>
    findPartFault(roleOf(0, whole), roleOf(1, part), []);

  it('is no role that contains the composite, at any depth, nor the composite itself', () => {
    assert.equal(findPartFault(roleOf(0), roleOf(0), []), 'circle');
    assert.equal(findPartFault(roleOf(3), roleOf(0), chain(3)), 'circle');
    assert.equal(findPartFault(roleOf(0), roleOf(3), chain(3)), undefined);
  });

  it('lies at most five levels below, counted over what is above and below both', () => {
    assert.equal(findPartFault(roleOf(4), roleOf(5), chain(4)), undefined);
    assert.equal(findPartFault(roleOf(5), roleOf(6), chain(5)), 'too_deep');
    assert.equal(findPartFault(roleOf(9), roleOf(0), chain(4)), undefined);
    assert.equal(findPartFault(roleOf(9), roleOf(0), chain(5)), 'too_deep');
    assert.equal(
      findPartFault(roleOf(2), roleOf(10), [...chain(2), { roleId: 'r10', partId: 'r11' }]),
      undefined,
    );
  });

  it('is privileged only if the composite is', () => {
    assert.equal(faultOf({}, { isPrivileged: true }), 'privileged');
    assert.equal(faultOf({ isPrivileged: true }, { isPrivileged: true }), undefined);
    assert.equal(faultOf({ isPrivileged: true }, {}), undefined);
  });

  it('can be held wherever the composite can', () => {
    const fitting = ROLE_EXTENTS.map((whole) => [
      whole,
      ...ROLE_EXTENTS.filter((part) => faultOf({ extent: whole }, { extent: part }) === undefined),
    ]);
    assert.deepEqual(fitting, [
      ['none', 'none', 'any'],
      ['own-unit', 'own-unit', 'any'],
      ['any', 'any'],
    ]);
  });

  it('never closes a circle nor goes deeper, however roles are included and in whatever order', () => {
    const number = fc.nat({ max: 8 });
    let circles = 0;
    let depths = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 10, maxLength: 40 }), (pairs) => {
        const parts: RolePart[] = [];
        for (const [whole, part] of pairs) {
          const fault = findPartFault(roleOf(whole), roleOf(part), parts);
          const longest = longestWay([...parts, { roleId: `r${whole}`, partId: `r${part}` }]);
          assert.equal(fault, longest === 99 ? 'circle' : longest > 5 ? 'too_deep' : undefined);
          circles += Number(fault === 'circle');
          depths += Number(fault === 'too_deep');
          if (fault === undefined) parts.push({ roleId: `r${whole}`, partId: `r${part}` });
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(circles > 100 && depths > 20, `only ${circles} circles and ${depths} deep ones`);
  });
});

describe('a composite role', () => {
  it('is held with all that it contains, on each of its paths, for the same units and time', () => {
    let count = 0;
    fc.assert(
      fc.property(anyFacts(), (facts) => {
        const parts: RolePart[] = [];
        for (const part of facts.parts) {
          const [whole, inside] = [part.roleId, part.partId].map((id) =>
            facts.roles.find((role) => role.id === id),
          );
          if (whole && inside && findPartFault(whole, inside, parts) === undefined) parts.push(part);
        }
        const held = effectiveRoles({ ...facts, parts });
        for (const { role, paths } of held) {
          for (const partId of withParts([role.id], parts)) {
            const inside = held.find((other) => other.role.id === partId);
            for (const { composites: _, ...path } of paths) {
              assert.ok(
                inside?.paths.some(
                  ({ composites: _, ...other }) => JSON.stringify(other) === JSON.stringify(path),
                ),
              );
              count += Number(partId !== role.id);
            }
          }
        }
      }),
      { numRuns: 2000 },
    );
    assert.ok(count > 100, `only ${count} parts`);
  });
});

/** Edges of the longest way, by trying every one; 99 when there is a circle. */
function longestWay(parts: readonly RolePart[]): number {
  const from = (id: string, trail: string[]): number => {
    if (trail.includes(id)) return 99;
    const below = new Set(parts.filter(({ roleId }) => roleId === id).map(({ partId }) => partId));
    return Math.min(99, Math.max(0, ...[...below].map((each) => 1 + from(each, [...trail, id]))));
  };
  return Math.max(...parts.map(({ roleId }) => from(roleId, [])));
}
