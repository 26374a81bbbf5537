import type { GrantRole } from '../roles/grant-role.ts';
import type { Role } from '../roles/role.ts';
import type { RoleGrant } from '../roles/role-grant.ts';
import type { RolePlanFacts } from './role-plan-facts.ts';

/** Tells how an officer would name a role grant that is stored. */
export function roleGrantNamer({
  directory,
}: {
  directory: Pick<RolePlanFacts['directory'], 'units' | 'positions'>;
}): (role: Role, roleGrant: RoleGrant) => GrantRole {
  const units = new Map(directory.units.map(({ id, code }) => [id, code]));
  const positions = new Map(directory.positions.map(({ id, code }) => [id, code]));
  const unit = (id: string | null) => (id === null ? undefined : units.get(id));
  return ({ clientId, code }, roleGrant) => ({
    clientId,
    code,
    to: {
      person: roleGrant.personId ?? undefined,
      unit: unit(roleGrant.unitId),
      subtree: roleGrant.includesSubtree,
      position: roleGrant.positionId === null ? undefined : positions.get(roleGrant.positionId),
      category: roleGrant.category ?? undefined,
    },
    extent: unit(roleGrant.extentUnitId),
    from: roleGrant.from?.toISOString(),
    until: roleGrant.until?.toISOString(),
    decision: roleGrant.decision ?? undefined,
  });
}
