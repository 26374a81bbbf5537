import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Unit } from '../../../src/domain/directory/unit.ts';
import { UnitTree, unitsOnCycle } from '../../../src/domain/directory/unit-tree.ts';
import { unit } from './staff-fixture.ts';

/** Units 0..n-1 with any parents at all: cycles, parents that do not exist, several tops. */
const anyUnits = fc
  .integer({ min: 1, max: 12 })
  .chain((size) =>
    fc.array(fc.option(fc.integer({ min: 0, max: size })), { minLength: size, maxLength: size }),
  )
  .map((parents) =>
    parents.map((parent, index) =>
      unit({ id: String(index), parentId: parent === null ? null : String(parent) }),
    ),
  );

/** The ids reached by walking up `units.length` times, the naive way. */
function ancestorsByWalking(units: Unit[], id: string): string[] {
  const reached: string[] = [];
  let next: string | null = id;
  for (let step = 0; step <= units.length && next !== null; step += 1) {
    const found: Unit | undefined = units.find((each) => each.id === next);
    if (found !== undefined && !reached.includes(found.id)) reached.push(found.id);
    next = found?.parentId ?? null;
  }
  return reached;
}

function isOnCycleByWalking(units: Unit[], id: string): boolean {
  let next = units.find((each) => each.id === id)?.parentId ?? null;
  for (let step = 0; step <= units.length && next !== null; step += 1) {
    if (next === id) return true;
    next = units.find((each) => each.id === next)?.parentId ?? null;
  }
  return false;
}

describe('directory/unit-tree', () => {
  const ministry = [
    unit({ id: 'ministry', code: 'G14' }),
    unit({ id: 'cuc', code: 'G14.25', parentId: 'ministry' }),
    unit({ id: 'phong', code: 'G14.25.3', parentId: 'cuc' }),
    unit({ id: 'vu', code: 'G14.10', parentId: 'ministry' }),
  ];

  it('gives the path of codes, top first', () => {
    const tree = new UnitTree(ministry);
    assert.deepEqual(tree.pathCodes('phong'), ['G14', 'G14.25', 'G14.25.3']);
    assert.deepEqual(tree.pathCodes('ministry'), ['G14']);
    assert.deepEqual(tree.pathCodes('nobody'), []);
  });

  it('tells what lies within what', () => {
    const tree = new UnitTree(ministry);
    assert.equal(tree.isWithin('phong', 'cuc'), true);
    assert.equal(tree.isWithin('phong', 'ministry'), true);
    assert.equal(tree.isWithin('cuc', 'cuc'), true);
    assert.equal(tree.isWithin('cuc', 'phong'), false);
    assert.equal(tree.isWithin('vu', 'cuc'), false);
    assert.equal(tree.isWithin('nobody', 'nobody'), false);
  });

  it('agrees with walking up, whatever the units are', () => {
    fc.assert(
      fc.property(anyUnits, (units) => {
        const tree = new UnitTree(units);
        for (const { id } of units) {
          const expected = ancestorsByWalking(units, id);
          assert.deepEqual(
            tree.path(id).map((each) => each.id),
            expected.toReversed(),
          );
          for (const other of units) assert.equal(tree.isWithin(id, other.id), expected.includes(other.id));
        }
      }),
    );
  });

  it('lists as descendants what lies within, parents first', () => {
    fc.assert(
      fc.property(anyUnits, (units) => {
        const tree = new UnitTree(units);
        for (const { id } of units) {
          const found = tree.descendants(id).map((each) => each.id);
          const expected = units.filter((each) => each.id !== id && tree.isWithin(each.id, id));
          assert.deepEqual(found.toSorted(), expected.map((each) => each.id).toSorted());
          for (const each of expected) {
            const parent = each.parentId ?? '';
            assert.ok(parent === id || found.indexOf(parent) < found.indexOf(each.id));
          }
        }
      }),
    );
  });

  it('orders units as a tree, siblings by the numbers of their codes', () => {
    const rooms = ['G14.25.10', 'G14.25.9'].map((code) => unit({ id: code, code, parentId: 'cuc' }));
    assert.deepEqual(
      new UnitTree([...ministry, ...rooms]).inOrder().map(({ code }) => code),
      ['G14', 'G14.10', 'G14.25', 'G14.25.3', 'G14.25.9', 'G14.25.10'],
    );
  });

  it('orders each unit once and no unit before its parent, whatever the units are', () => {
    fc.assert(
      fc.property(anyUnits, (units) => {
        const order = new UnitTree(units).inOrder().map(({ id }) => id);
        assert.deepEqual(order.toSorted(), units.map(({ id }) => id).toSorted());
        for (const { id, parentId } of units.filter(
          (each) => ancestorsByWalking(units, each.id).length > 1,
        )) {
          const isRound = ancestorsByWalking(units, id).some((each) => isOnCycleByWalking(units, each));
          if (!isRound) assert.ok(order.indexOf(parentId ?? '') < order.indexOf(id));
        }
      }),
    );
  });

  it('finds the units on a cycle and no others', () => {
    fc.assert(
      fc.property(anyUnits, (units) => {
        const found = unitsOnCycle(new Map(units.map((each) => [each.id, each.parentId])));
        const expected = units.filter((each) => isOnCycleByWalking(units, each.id)).map((each) => each.id);
        assert.deepEqual([...found].toSorted(), expected.toSorted());
      }),
    );
  });
});
