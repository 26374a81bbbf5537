import type { Day } from '../../domain/clock.ts';
import { isInForce } from '../../domain/directory/appointment.ts';
import type { Unit } from '../../domain/directory/unit.ts';
import { codeOn } from '../../domain/directory/unit-code-history.ts';
import { UnitTree } from '../../domain/directory/unit-tree.ts';

/** A unit in a tree, with what is open below it. */
export interface UnitNode {
  id: string;
  code: string;
  name: string;
  /** People who have their main post in it or below. */
  count: number;
  address: string;
  isChosen: boolean;
  /** Null for a unit without others below it; empty for one that is folded. */
  below: UnitNode[] | null;
}

/** Whether a unit is there on a day. */
export function standsOn({ validFrom, validUntil }: Unit, day: Day): boolean {
  return isInForce({ from: validFrom, until: validUntil }, day);
}

/**
 * The units of a day as a tree: on top those whose parent is not among them, folded but for the way to the chosen one.
 * @param counts by unit, without those below
 */
export function unitTreeView(
  units: readonly Unit[],
  {
    counts,
    chosen,
    today,
    address,
  }: {
    counts: ReadonlyMap<string, number>;
    chosen: Unit | undefined;
    today: Day;
    address: (unit: Unit) => string;
  },
): UnitNode[] {
  const standing = units.filter((unit) => standsOn(unit, today));
  const tree = new UnitTree(standing);
  const ids = new Set(standing.map(({ id }) => id));
  const open = new Set(chosen === undefined ? [] : tree.path(chosen.id).map(({ id }) => id));
  const tops = tree.inOrder().filter(({ parentId }) => parentId === null || !ids.has(parentId));
  const nodeOf = (unit: Unit, isTop: boolean): UnitNode => {
    const children = tree.children(unit.id);
    const all = [unit, ...tree.descendants(unit.id)];
    const isOpen = open.has(unit.id) || (isTop && tops.length === 1);
    return {
      id: unit.id,
      code: codeOn(unit, today),
      name: unit.name,
      count: all.reduce((sum, { id }) => sum + (counts.get(id) ?? 0), 0),
      address: address(unit),
      isChosen: unit.id === chosen?.id,
      below: children.length === 0 ? null : isOpen ? children.map((child) => nodeOf(child, false)) : [],
    };
  };
  return tops.map((unit) => nodeOf(unit, true));
}
