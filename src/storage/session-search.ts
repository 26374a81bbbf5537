import type { EntityManager } from 'typeorm';
import type { Session, SessionQuery, SessionStore } from '../domain/sessions/session-store.ts';

type Search = Pick<SessionStore, 'searchOpen' | 'countFound' | 'listClientsOfSessions'>;

const COLUMNS = `uid, person_id as "personId", signed_in_at as "signedInAt", seen_at as "seenAt",
  ended_at as "endedAt", end_reason as "endReason", address, user_agent as "userAgent"`;

/** Everybody's open sessions, by the index of those. */
export function createSessionSearch(manager: EntityManager): Search {
  return {
    async searchOpen(query, { order, past, limit }) {
      const values: unknown[] = [];
      const conditions = conditionsOf(query, values);
      const [beyond, direction] = order === 'newest' ? ['<', 'desc'] : ['>', 'asc'];
      if (past !== undefined) {
        values.push(past.signedInAt, past.personId);
        conditions.push(
          `(signed_in_at, person_id) ${beyond} ($${values.length - 1}, $${values.length}::uuid)`,
        );
      }
      values.push(limit);
      return manager.query<Session[]>(
        `select ${COLUMNS} from session where ${conditions.join(' and ')}
         order by signed_in_at ${direction}, person_id ${direction} limit $${values.length}`,
        values,
      );
    },

    async countFound(query) {
      const values: unknown[] = [];
      const conditions = conditionsOf(query, values);
      const [{ number }] = await manager.query<[{ number: number }]>(
        `select count(*)::int as number from session where ${conditions.join(' and ')}`,
        values,
      );
      return number;
    },

    async listClientsOfSessions(uids) {
      const rows = await manager.query<{ uid: string; clients: string[] }[]>(
        `select uid, array(select jsonb_object_keys(payload -> 'authorizations')) as clients from oidc_model
         where model = 'Session' and uid = any($1::text[]) and jsonb_typeof(payload -> 'authorizations') = 'object'`,
        [uids],
      );
      return new Map(rows.map(({ uid, clients }) => [uid, clients]));
    },
  };
}

/** The conditions of a query; what they compare with is added to `values`. */
function conditionsOf(
  { signedInAfter, seenAfter, personIds, network }: SessionQuery,
  values: unknown[],
): string[] {
  const place = (value: unknown) => `$${values.push(value)}`;
  return [
    'ended_at is null',
    `signed_in_at > ${place(signedInAfter)}`,
    `seen_at > ${place(seenAfter)}`,
    ...(personIds === undefined ? [] : [`person_id = any(${place(personIds)}::uuid[])`]),
    ...(network === undefined ? [] : [`address = ${place(network)}`]),
  ];
}
