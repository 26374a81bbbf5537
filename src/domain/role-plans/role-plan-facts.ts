import { loadSeparations } from '../roles/check-separation.ts';
import { withComposites, withParts } from '../roles/composite-roles.ts';
import type { Role } from '../roles/role.ts';
import type { RoleRules } from '../roles/role-effects.ts';
import type { Standings } from '../roles/separation-checks.ts';
import type { SeparationRules } from '../roles/separation-of-duties.ts';
import type { RoleStores } from '../roles/stores-for-roles.ts';

/** Everything that a plan of role grants depends on. */
export interface RolePlanFacts {
  directory: Standings;
  /** Every role; of the role grants those that may give a role of the plan, or one that is kept apart. */
  rules: RoleRules;
  separation: SeparationRules;
  now: Date;
}

/**
 * Reads the facts with a few statements, whatever the size of the plan.
 * @param touched the ids of the roles that the plan is about
 */
export async function loadRolePlanFacts(
  { roles, mandates, separations }: Pick<RoleStores, 'roles' | 'mandates' | 'separations'>,
  touched: (roles: readonly Role[]) => Iterable<string>,
  now: Date,
): Promise<RolePlanFacts> {
  const directory = await separations.loadStandings();
  const [all, parts] = [await roles.listRoles(), await roles.listRoleParts()];
  const separation = await loadSeparations({ separations }, now);
  const watched = separation.separations.flatMap(({ roleIds }) => roleIds);
  const giving = withComposites(withParts([...touched(all), ...watched], parts), parts);
  const people = directory.people.map(({ id }) => id);
  const found = await roles.listRoleGrantsAmong([...giving], people);
  const rules = { roles: all, parts, ...found, mandates: await mandates.list({ at: now }) };
  return { directory, rules, separation, now };
}
