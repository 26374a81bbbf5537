import type { EntityManager } from 'typeorm';
import type { ClientEnd, ClientOverviewStore } from '../domain/overview/client-overview-store.ts';

/** Reads what the console shows of relying systems beside their registrations. */
export function createClientOverviewStore(manager: EntityManager): ClientOverviewStore {
  return {
    async listLastUses() {
      // One look into the index for each system, where grouping would read every row.
      const rows = await manager.query<{ id: string; lastUsedAt: Date | null }[]>(
        `select id, (select max(last_used_at) from client_use where client_id = client.id) as "lastUsedAt"
          from client`,
      );
      return new Map(rows.flatMap(({ id, lastUsedAt }) => (lastUsedAt === null ? [] : [[id, lastUsedAt]])));
    },

    async countUsers(clientId, since) {
      const [{ number }] = await manager.query<[{ number: number }]>(
        'select count(*)::int as number from client_use where client_id = $1 and last_used_at >= $2',
        [clientId, since],
      );
      return number;
    },

    async countEnd(clientId, now) {
      const [end] = await manager.query<[ClientEnd]>(
        `select
          (select count(*)::int from oidc_model
            where model = 'Grant' and client_id = $1 and expires_at > $2) as sessions,
          (select count(*)::int from oidc_model
            where model in ('AccessToken', 'RefreshToken', 'ClientCredentials')
              and client_id = $1 and expires_at > $2) as tokens,
          (select count(*)::int from role where client_id = $1) as roles,
          (select count(*)::int from role_grant join role on role.id = role_id
            where client_id = $1 and revoked_at is null and (valid_until is null or valid_until > $2))
              as "roleGrants"`,
        [clientId, now],
      );
      return end;
    },
  };
}
