import type { EntityManager } from 'typeorm';
import type { RoleGrant } from '../domain/roles/role-grant.ts';
import type { WaitingRoleGrant, WaitingRoleGrantStore } from '../domain/roles/waiting-role-grant.ts';
import { type JsonRow, jsonRows } from './json-row.ts';
import { WaitingRoleGrantSchema } from './schema/role.schema.ts';
import { holdsPostIn } from './within-units.ts';

const listOpen = (within: string) => `
  select to_jsonb(waiting_role_grant) as row from waiting_role_grant
  where state = 'waiting' and expires_at > $1 and ${within}
  order by expires_at desc, id`;
const OPEN = listOpen('true');
const OPEN_WITHIN = listOpen(`((role_grant ->> 'unitId')::uuid = any($2::uuid[])
    or ${holdsPostIn('$2', '$3')("(role_grant ->> 'personId')::uuid")}
    or role_id in (select id from role where client_id = any($4::text[])) or role_grant ->> 'grantedBy' = $5)`);

/** Role grants that wait for a second person. */
export function createWaitingRoleGrantStore(manager: EntityManager): WaitingRoleGrantStore {
  const waiting = manager.getRepository(WaitingRoleGrantSchema);
  const waitingRows = jsonRows(manager, WaitingRoleGrantSchema);
  return {
    async add(row) {
      await waiting.insert(row);
    },
    async find(id) {
      const row = await waiting.findOneBy({ id });
      return row === null ? undefined : withDates(row);
    },
    async listOpen(now, within) {
      const bounds = within && [within.unitIds, within.today, within.clientIds, `person:${within.personId}`];
      const rows = await manager.query<{ row: JsonRow }[]>(bounds === undefined ? OPEN : OPEN_WITHIN, [
        now,
        ...(bounds ?? []),
      ]);
      return rows.map(({ row }) => withDates(waitingRows.read(row)));
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
