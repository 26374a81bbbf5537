import type { Unit } from '../directory/unit.ts';

/** Units by id: all that roles need of the tree. */
export type UnitsById = ReadonlyMap<string, Unit>;

/** Units by their id. */
export function byId(units: readonly Unit[]): UnitsById {
  return new Map(units.map((unit) => [unit.id, unit]));
}

/** A unit's id and those of all its ancestors, the nearest first. Stops where a faulty tree closes a circle. */
export function lineageOf(unitId: string, units: UnitsById): string[] {
  const seen = new Set<string>();
  let next: string | null = unitId;
  while (next !== null && !seen.has(next)) {
    seen.add(next);
    next = units.get(next)?.parentId ?? null;
  }
  return [...seen];
}
