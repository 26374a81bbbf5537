import type { EntityManager } from 'typeorm';
import type { AuditPage, AuditQuery } from '../domain/audit/audit-store.ts';

/** As in the index; the label of `actorLabel`, but for the system, which has no name. */
const ACTOR = `((actor ->> 'kind') || ':' || coalesce(actor ->> 'id', actor ->> 'name', ''))`;

/**
 * The numbers of the events that a query finds. The order is that of time, because every index has it: an order by
 * number alone would read the log backwards from today to find a month of last year.
 */
export async function searchAudit(
  manager: EntityManager,
  query: AuditQuery,
  { order, past, limit }: AuditPage,
): Promise<number[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions: string[] = [];
  const add = (value: unknown, condition: (place: string) => string) => {
    if (value !== undefined) conditions.push(condition(bind(value)));
  };
  add(query.types, (place) => `type = any(${place}::text[])`);
  add(query.clientId, (place) => `client_id = ${place}`);
  add(query.network, (place) => `network = ${place}`);
  add(query.supportCode, (place) => `support_code = ${place}`);
  add(query.from, (place) => `at >= ${place}`);
  add(query.until, (place) => `at < ${place}`);
  add(query.upTo, (place) => `seq <= ${place}`);
  const [beyond, direction] = order === 'newest' ? ['<', 'desc'] : ['>', 'asc'];
  add(past, (place) => `(at, seq) ${beyond} (select at, seq from audit_event where seq = ${place})`);
  const fans = [fanOf('person_id', query.personIds), fanOf(ACTOR, query.actors?.map(indexed))].flat();
  const wanted = fans.map(({ ids }, index) => `unnest(${bind(ids)}::text[]) as wanted${index}`);
  const all = [...fans.map(({ column }, index) => `${column} = wanted${index}`), ...conditions];
  const page = `order by at ${direction}, seq ${direction} limit ${bind(limit)}`;
  const found = `select at, seq from audit_event ${all.length === 0 ? '' : `where ${all.join(' and ')}`} ${page}`;
  const rows = await manager.query<{ seq: string }[]>(
    fans.length === 0
      ? found
      : `select found.seq from ${wanted.join(' cross join ')} cross join lateral (${found}) as found ${page}`,
    values,
  );
  return rows.map(({ seq }) => Number(seq));
}

/**
 * One of several people, each sought by the index for a page of its own: asked for all at once, the planner takes the
 * log from its end where it expects many events, and reads all of it where there are none.
 */
function fanOf(column: string, ids: readonly string[] | undefined): { column: string; ids: string[] }[] {
  return ids === undefined ? [] : [{ column, ids: [...new Set(ids)] }];
}

function indexed(label: string): string {
  return label === 'system' ? 'system:' : label;
}
