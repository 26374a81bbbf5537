import { type EntityManager, LessThanOrEqual } from 'typeorm';
import type { RoleRequestStore } from '../domain/requests/role-request-store.ts';
import { countRequests, searchRequests } from './role-request-search.ts';
import { RoleRequestSchema } from './schema/role-request.schema.ts';

/** Requests for roles. */
export function createRoleRequestStore(manager: EntityManager): RoleRequestStore {
  const requests = manager.getRepository(RoleRequestSchema);
  const changed = async (statement: string, values: unknown[]) =>
    (
      await manager.query<unknown[]>(
        `with changed as (${statement} returning 1) select * from changed`,
        values,
      )
    ).length === 1;
  return {
    async add(request) {
      const { raw } = await requests
        .createQueryBuilder()
        .insert()
        .values(request)
        .orIgnore()
        .returning('id')
        .execute();
      return raw.length === 1;
    },
    find: async (id) => (await requests.findOneBy({ id })) ?? undefined,
    listOfPerson: (personId, limit) =>
      requests.find({ where: { personId }, order: { requestedAt: 'desc', id: 'asc' }, take: limit }),
    countPendingOf: (personId) => requests.countBy({ personId, state: 'pending' }),
    listPending: (limit) =>
      requests.find({ where: { state: 'pending' }, order: { requestedAt: 'asc', id: 'asc' }, take: limit }),
    search: (search, edge) => searchRequests(manager, search, edge),
    countFound: (search) => countRequests(manager, search),
    decide: (id, decision, { state, dueAt, endedAt, roleGrantId }) =>
      changed(
        `update role_request set decisions = decisions || $2::jsonb, state = $3, due_at = $4, ended_at = $5,
           role_grant_id = $6, reminded_at = null
         where id = $1 and state = 'pending' and due_at > $8 and steps ->> jsonb_array_length(decisions) = $7`,
        [id, JSON.stringify([decision]), state, dueAt, endedAt, roleGrantId, decision.step, decision.at],
      ),
    end: (id, state, at) =>
      changed(
        `update role_request set state = $2, ended_at = $3
         where id = $1 and state = 'pending' and ($2 = 'withdrawn' or due_at <= $3)`,
        [id, state, at],
      ),
    listDue: async (at, limit) => idsOf(await requests.find({ ...waiting(at), take: limit })),
    async listToRemind(dueBefore, limit) {
      const rows = await manager.query<{ id: string }[]>(
        `select id from role_request where state = 'pending' and due_at <= $1 and reminded_at is null
         order by due_at, id limit $2`,
        [dueBefore, limit],
      );
      return idsOf(rows);
    },
    noteReminder: (id, at) =>
      changed(
        `update role_request set reminded_at = $2
         where id = $1 and state = 'pending' and due_at > $2 and reminded_at is null`,
        [id, at],
      ),
  };
}

const waiting = (at: Date) => ({
  where: { state: 'pending' as const, dueAt: LessThanOrEqual(at) },
  order: { dueAt: 'asc', id: 'asc' } as const,
});

function idsOf(rows: readonly { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}
