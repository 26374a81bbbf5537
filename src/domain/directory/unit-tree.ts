import type { Unit } from './unit.ts';

/**
 * The ministry's tree, read once from a list of units. A parent that the list lacks makes its child a top unit;
 * a cycle, which an import refuses, is cut where it closes, so that every walk ends.
 */
export class UnitTree {
  readonly #units = new Map<string, Unit>();
  readonly #children = new Map<string, Unit[]>();

  constructor(units: readonly Unit[]) {
    for (const unit of units) {
      this.#units.set(unit.id, unit);
      if (unit.parentId === null) continue;
      const siblings = this.#children.get(unit.parentId);
      if (siblings) siblings.push(unit);
      else this.#children.set(unit.parentId, [unit]);
    }
  }

  /** The unit's ancestors and itself, top first; empty for an unknown id. */
  path(unitId: string): Unit[] {
    const path: Unit[] = [];
    const seen = new Set<string>();
    let unit = this.#units.get(unitId);
    while (unit !== undefined && !seen.has(unit.id)) {
      seen.add(unit.id);
      path.push(unit);
      unit = unit.parentId === null ? undefined : this.#units.get(unit.parentId);
    }
    return path.reverse();
  }

  /** The claim `unit_path`: codes of the unit's ancestors and its own, top first; empty for an unknown id. */
  pathCodes(unitId: string): string[] {
    return this.path(unitId).map((unit) => unit.code);
  }

  /** Whether a unit is the other one or lies anywhere below it; false for an unknown id. */
  isWithin(unitId: string, ancestorId: string): boolean {
    return this.path(unitId).some((unit) => unit.id === ancestorId);
  }

  /** The units directly below, by the numbers of their codes. */
  children(unitId: string): Unit[] {
    return [...(this.#children.get(unitId) ?? [])].sort(byCode);
  }

  /** Every unit, each before the units below it, and those of one parent by the numbers of their codes. */
  inOrder(): Unit[] {
    const ordered = new Set<Unit>();
    const walk = (unit: Unit) => {
      if (ordered.has(unit)) return;
      ordered.add(unit);
      for (const child of this.children(unit.id)) walk(child);
    };
    const all = [...this.#units.values()].sort(byCode);
    for (const unit of all) if (unit.parentId === null || !this.#units.has(unit.parentId)) walk(unit);
    // What only hangs together in a circle comes last.
    for (const unit of all) walk(unit);
    return [...ordered];
  }

  /** Every unit below this one, itself not included, each parent before its children. */
  descendants(unitId: string): Unit[] {
    const found: Unit[] = [];
    const seen = new Set([unitId]);
    const waiting = [unitId];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const child of this.#children.get(next) ?? []) {
        if (seen.has(child.id)) continue;
        seen.add(child.id);
        found.push(child);
        waiting.push(child.id);
      }
    }
    return found;
  }
}

const { compare } = new Intl.Collator('en', { numeric: true });

function byCode(one: Unit, other: Unit): number {
  return compare(one.code, other.code);
}

/**
 * The ids that lie on a cycle of parents; units that only hang below a cycle are not among them.
 * Takes each unit's parent by id, null or a missing entry for a top unit.
 */
export function unitsOnCycle(parentOf: ReadonlyMap<string, string | null>): Set<string> {
  const onCycle = new Set<string>();
  const done = new Set<string>();
  for (const start of parentOf.keys()) {
    const trail = new Map<string, number>();
    let next: string | null = start;
    while (next !== null && !done.has(next) && !trail.has(next)) {
      trail.set(next, trail.size);
      next = parentOf.get(next) ?? null;
    }
    const entry = next === null ? undefined : trail.get(next);
    for (const [id, step] of trail) {
      done.add(id);
      if (entry !== undefined && step >= entry) onCycle.add(id);
    }
  }
  return onCycle;
}
