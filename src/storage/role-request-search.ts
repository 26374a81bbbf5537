import type { EntityManager } from 'typeorm';
import type { RoleRequest } from '../domain/requests/role-request.ts';
import type { ListedState, RequestEdge, RequestSearch } from '../domain/requests/role-request-store.ts';
import { type JsonRow, jsonRows } from './json-row.ts';
import { containing } from './person-search.ts';
import { RoleRequestSchema } from './schema/role-request.schema.ts';
import { holdsPostIn } from './within-units.ts';

type Value = (each: unknown) => string;

/** What waits past its day is over, whether a sweep has noticed it or not. */
const STATES: Readonly<Record<ListedState, (now: string) => string>> = {
  waiting: (now) => `state = 'pending' and due_at > ${now}`,
  approved: () => `state = 'approved'`,
  rejected: () => `state = 'rejected'`,
  over: (now) => `(state in ('withdrawn', 'expired') or state = 'pending' and due_at <= ${now})`,
};

/** As `RoleRequestStore.search`. */
export async function searchRequests(
  manager: EntityManager,
  search: RequestSearch,
  { after, before, limit }: RequestEdge,
): Promise<RoleRequest[]> {
  const values: unknown[] = [];
  const value: Value = (each) => `$${values.push(each)}`;
  const conditions = conditionsOf(search, value);
  const edge = before ?? after;
  if (edge !== null)
    conditions.push(`(requested_at, id) ${before === null ? '<' : '>'}
      (select requested_at, id from role_request where id = ${value(edge)})`);
  const direction = before === null ? 'desc' : 'asc';
  const rows = await manager.query<{ row: JsonRow }[]>(
    `select to_jsonb(role_request) as row from role_request where ${conditions.join(' and ')}
      order by requested_at ${direction}, id ${direction} limit ${value(limit + 1)}`,
    values,
  );
  const { read } = jsonRows(manager, RoleRequestSchema);
  return rows.map(({ row }) => read(row));
}

/** How many requests a search finds on all its pages. */
export async function countRequests(manager: EntityManager, search: RequestSearch): Promise<number> {
  const values: unknown[] = [];
  const conditions = conditionsOf(search, (each) => `$${values.push(each)}`);
  const [row] = await manager.query<{ number: number }[]>(
    `select count(*)::int as number from role_request where ${conditions.join(' and ')}`,
    values,
  );
  return row?.number ?? 0;
}

function conditionsOf({ parts = [], state, now, within }: RequestSearch, value: Value): string[] {
  const conditions = ['true'];
  if (state === 'waiting' || state === 'over') conditions.push(STATES[state](value(now)));
  else if (state !== undefined) conditions.push(STATES[state](''));
  for (const { text, roleIds } of parts)
    conditions.push(`(role_id = any(${value(roleIds)}::uuid[])
      or person_id in (select person_id from person_search where text like ${value(containing(text))}))`);
  if (within !== undefined) {
    const isHere = holdsPostIn(value(within.unitIds), value(within.today))('person_id');
    conditions.push(`(${isHere}
      or role_id in (select id from role where client_id = any(${value(within.clientIds)}::text[])))`);
  }
  return conditions;
}
