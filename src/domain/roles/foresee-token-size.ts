import { withComposites } from './composite-roles.ts';
import { roleClaims, sizeOfClaims } from './role-claims.ts';
import type { RoleGrant } from './role-grant.ts';
import { loadAmong, loadTree, roleJudge } from './role-holders.ts';
import type { HolderChange } from './simulate-grant.ts';
import type { RoleStores } from './stores-for-roles.ts';

/** The largest role claims among some people, in bytes, and whose they are. */
export interface LargestToken {
  name: string;
  bytes: number;
}

/**
 * How large the role claims of a client become for people whom a role grant gives a role there, one that is not stored yet.
 * @returns undefined for nobody
 */
export async function foreseeTokenSize(
  stores: Pick<RoleStores, 'directory' | 'roles' | 'mandates'>,
  { clientId, roleGrant, at }: { clientId: string; roleGrant: RoleGrant; at: Date },
  people: readonly HolderChange[],
): Promise<LargestToken | undefined> {
  if (people.length === 0) return undefined;
  const parts = await stores.roles.listRoleParts();
  const here = (await stores.roles.listRoles(clientId)).map(({ id }) => id);
  // A composite of another client may hold what is held here.
  const roleIds = withComposites([...here, roleGrant.roleId], parts);
  const family = { roles: await stores.roles.listRolesByIds([...roleIds]), parts };
  const ids = people.map(({ person }) => person);
  const { standings, roleGrants, ...rest } = await loadAmong(stores, family, ids);
  const rules = { ...family, ...rest, roleGrants: [...roleGrants, roleGrant] };
  const rolesOf = roleJudge(rules, await loadTree(stores), at);
  const sizes = standings.map((standing) => {
    const held = rolesOf(standing).filter(({ role }) => role.clientId === clientId);
    return { name: standing.person.fullName, bytes: sizeOfClaims(roleClaims(held, standing.person)) };
  });
  return sizes.sort((one, other) => other.bytes - one.bytes)[0];
}
