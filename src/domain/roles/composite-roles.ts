import { groupBy } from '../group-by.ts';
import type { Role } from './role.ts';
import type { RolePath } from './role-paths.ts';

/** A role inside another, the composite: whoever holds the composite holds the part as well. */
export interface RolePart {
  /** The composite. */
  roleId: string;
  partId: string;
}

/** How many levels of parts may lie below a composite. */
export const DEEPEST_PARTS = 5;

/**
 * Why a role cannot become a part of another: `circle`, `too_deep`, `privileged` in a composite that is not, or
 * `extent`, when some path of the composite could not say where the part is held. Undefined when it can.
 */
export function findPartFault(whole: Role, part: Role, parts: readonly RolePart[]): string | undefined {
  if (withParts([part.id], parts).has(whole.id)) return 'circle';
  if (levelsBelow(whole.id, upsideDown(parts)) + 1 + levelsBelow(part.id, parts) > DEEPEST_PARTS)
    return 'too_deep';
  if (part.isPrivileged && !whole.isPrivileged) return 'privileged';
  const unlimited = whole.extent === 'own-unit' || fitsUnits(null, part);
  const limited = whole.extent === 'none' || fitsUnits([], part);
  return unlimited && limited ? undefined : 'extent';
}

/** Roles by id with everything inside them, at any depth. */
export function withParts(roleIds: Iterable<string>, parts: readonly RolePart[]): Set<string> {
  const inside = groupBy(parts, ({ roleId }) => roleId);
  const found = new Set(roleIds);
  // A set goes on over what is added meanwhile.
  for (const id of found) for (const { partId } of inside.get(id) ?? []) found.add(partId);
  return found;
}

/** Roles by id with every composite that contains them, at any depth. */
export function withComposites(roleIds: Iterable<string>, parts: readonly RolePart[]): Set<string> {
  return withParts(roleIds, upsideDown(parts));
}

/** Parts as roles by the id of their composite; in the order of the roles. */
export function contentsOf(roles: readonly Role[], parts: readonly RolePart[]): Map<string, Role[]> {
  const wholes = groupBy(parts, ({ partId }) => partId);
  const contents = new Map<string, Role[]>();
  for (const role of roles) {
    for (const { roleId } of wholes.get(role.id) ?? []) {
      contents.set(roleId, [...(contents.get(roleId) ?? []), role]);
    }
  }
  return contents;
}

/**
 * A path with the same path of each part, at any depth and by the shortest way; parts hold for its units and time.
 * On doubt a part is not held: a part that is limited to units when the path names none, one that cannot be limited
 * when it does, and a privileged one of a composite that is not.
 */
export function pathsWithParts<Path extends RolePath>(
  role: Role,
  path: Path,
  contents: ReadonlyMap<string, readonly Role[]>,
): { role: Role; path: Path }[] {
  const found = [{ role, path }];
  const seen = new Set([role.id]);
  for (const { role: whole, path: way } of found) {
    for (const part of contents.get(whole.id) ?? []) {
      const isPrivilegeKept = whole.isPrivileged || !part.isPrivileged;
      if (seen.has(part.id) || !isPrivilegeKept || !fitsUnits(path.units, part)) continue;
      seen.add(part.id);
      const composites = [...(way.composites ?? []), `${whole.clientId}:${whole.code}`];
      found.push({ role: part, path: { ...path, composites } });
    }
  }
  return found;
}

function upsideDown(parts: readonly RolePart[]): RolePart[] {
  return parts.map(({ roleId, partId }) => ({ roleId: partId, partId: roleId }));
}

function fitsUnits(units: RolePath['units'], part: Role): boolean {
  return part.extent !== (units === null ? 'own-unit' : 'none');
}

/** Counts no further than is allowed, so that a circle ends as well. */
function levelsBelow(id: string, parts: readonly RolePart[]): number {
  let level = new Set([id]);
  for (let count = 0; count <= DEEPEST_PARTS; count += 1) {
    level = new Set(parts.filter(({ roleId }) => level.has(roleId)).map(({ partId }) => partId));
    if (level.size === 0) return count;
  }
  return DEEPEST_PARTS;
}
