import { type EntityManager, MoreThan } from 'typeorm';
import type { RoleGrant } from '../domain/roles/role-grant.ts';
import type { WaitingRoleGrant, WaitingRoleGrantStore } from '../domain/roles/waiting-role-grant.ts';
import { WaitingRoleGrantSchema } from './schema/role.schema.ts';

/** Role grants that wait for a second person. */
export function createWaitingRoleGrantStore(manager: EntityManager): WaitingRoleGrantStore {
  const waiting = manager.getRepository(WaitingRoleGrantSchema);
  return {
    async add(row) {
      await waiting.insert(row);
    },
    async find(id) {
      const row = await waiting.findOneBy({ id });
      return row === null ? undefined : withDates(row);
    },
    async listOpen(now) {
      const where = { state: 'waiting' as const, expiresAt: MoreThan(now) };
      const rows = await waiting.find({ where, order: { expiresAt: 'desc', id: 'asc' } });
      return rows.map(withDates);
    },
    async decide(id, { state, decidedAt, decidedBy }) {
      const rows = await manager.query<unknown[]>(
        `with decided as (
           update waiting_role_grant set state = $2, decided_at = $3, decided_by = $4
           where id = $1 and state = 'waiting' and expires_at > $3 returning 1)
         select * from decided`,
        [id, state, decidedAt, decidedBy],
      );
      return rows.length === 1;
    },
  };
}

/** JSON has no instants. */
function withDates(row: WaitingRoleGrant): WaitingRoleGrant {
  const { from, until, createdAt, revokedAt } = row.roleGrant as unknown as Record<string, string | null>;
  const instant = (text: string | null | undefined) => (typeof text === 'string' ? new Date(text) : null);
  const instants = { from: instant(from), until: instant(until), revokedAt: instant(revokedAt) };
  const roleGrant: RoleGrant = { ...row.roleGrant, ...instants, createdAt: new Date(createdAt ?? '') };
  return { ...row, roleGrant };
}
