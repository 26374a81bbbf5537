import type { Standing } from '../directory/account-state.ts';
import { extentAt, type ReadableExtent } from '../directory/readable-extent.ts';
import type { RoleGrant } from './role-grant.ts';
import { loadAmong, loadFamily, loadTree, roleJudge } from './role-holders.ts';
import type { RolePathVia } from './role-paths.ts';
import type { RoleStores } from './stores-for-roles.ts';

/** Somebody who holds a role by one role grant. */
export interface GrantHolder {
  person: Standing['person'];
  /** Codes of the units that it is limited to on this path; null when it is not. */
  units: string[] | null;
  until: Date | null;
  kind: RolePathVia['kind'];
}

export interface GrantHolderPage {
  holders: GrantHolder[];
  /** Where the next page begins; null at the end. */
  next: string | null;
}

/** People judged at a time. */
const BATCH = 200;

/** Who holds a role by one role grant at a moment, or as the deputy of such a person: a page by given name. */
export async function findGrantHolders(
  stores: Pick<RoleStores, 'directory' | 'roles' | 'mandates'>,
  roleGrant: RoleGrant,
  {
    clientId,
    at,
    limit,
    cursor,
    extent,
  }: { clientId: string; at: Date; limit: number; cursor: string | null; extent: ReadableExtent },
): Promise<GrantHolderPage> {
  const tree = await loadTree(stores);
  const family = await loadFamily(stores, roleGrant.roleId);
  const bounds = extentAt(extent, clientId);
  const within = bounds === 'whole' ? undefined : bounds;
  const holders: GrantHolder[] = [];
  let after = cursor;
  for (;;) {
    const ids = await stores.roles.listReached(roleGrant, { after, limit: BATCH, within });
    const { standings, ...given } = await loadAmong(stores, family, ids);
    const rolesOf = roleJudge({ ...family, ...given }, tree, at);
    for (const standing of standings) {
      const held = rolesOf(standing).find(({ role }) => role.id === roleGrant.roleId);
      const path = held?.paths.find(({ roleGrantId }) => roleGrantId === roleGrant.id);
      if (path === undefined) continue;
      const { units, until, via } = path;
      holders.push({ person: standing.person, units, until, kind: via.kind });
    }
    if (holders.length > limit) {
      const shown = holders.slice(0, limit);
      return { holders: shown, next: shown.at(-1)?.person.id ?? null };
    }
    if (ids.length < BATCH) return { holders, next: null };
    after = ids.at(-1) ?? null;
  }
}
