import type { EntityManager } from 'typeorm';
import type { RoleOverviewStore } from '../domain/overview/role-overview-store.ts';
import { countRoleGrants, pageRoleGrants } from './role-grant-search.ts';
import { countHolders } from './role-matrix.ts';

/** Reads what the console shows of roles, many at once. */
export function createRoleOverviewStore(manager: EntityManager): RoleOverviewStore {
  return {
    pageRoleGrants: (search, edge) => pageRoleGrants(manager, search, edge),
    countRoleGrants: (search, most) => countRoleGrants(manager, search, most),
    countHolders: (question) => countHolders(manager, question),
    async countByRole(now) {
      const rows = await manager.query<{ id: string; number: number }[]>(
        `select role_id as id, count(*)::int as number from role_grant
          where revoked_at is null and (valid_until is null or valid_until > $1) group by role_id`,
        [now],
      );
      return new Map(rows.map(({ id, number }) => [id, number]));
    },
  };
}
