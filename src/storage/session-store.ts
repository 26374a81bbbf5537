import type { EntityManager } from 'typeorm';
import { IsNull } from 'typeorm';
import type { SessionClient, SessionStore } from '../domain/sessions/session-store.ts';
import { prepared } from './prepared-statements.ts';
import { SessionSchema } from './schema/authentication.schema.ts';
import { createSessionSearch } from './session-search.ts';

interface EndedRow {
  account_id: string | null;
  authorizations: Record<string, { sid?: string; grantId?: string }> | null;
}

const OBSERVE = prepared(
  'observe_session',
  `with seen as (
     insert into session (uid, person_id, signed_in_at, seen_at, address, user_agent)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (uid) do update set
       person_id = excluded.person_id, signed_in_at = excluded.signed_in_at, seen_at = excluded.seen_at
     where session.ended_at is null
       and (session.seen_at > $7 or excluded.signed_in_at > session.seen_at)
     returning 1)
   select count(*)::int as seen from seen`,
);

/** Our account of sessions, and the protocol state that lives and dies with each. */
export function createSessionStore(manager: EntityManager): SessionStore {
  return {
    ...createSessionSearch(manager),

    async observe({ uid, personId, signedInAt, address, userAgent }, { idleMs, absoluteMs }, now) {
      if (now.getTime() - signedInAt.getTime() >= absoluteMs) return false;
      const [{ seen }] = await manager.query<[{ seen: number }]>(OBSERVE, [
        uid,
        personId,
        signedInAt,
        now,
        address,
        userAgent,
        new Date(now.getTime() - idleMs),
      ]);
      return seen === 1;
    },

    async end(uid, reason, now) {
      const [ended] = await manager.query<{ person_id: string }[]>(
        `with ended as (
           update session set ended_at = $2, end_reason = $3
           where uid = $1 and ended_at is null returning person_id)
         select person_id from ended`,
        [uid, now, reason],
      );
      // The provider's row goes first: a token that is being saved now waits for it, or finds it gone.
      const [row] = await manager.query<EndedRow[]>(
        `with gone as (delete from oidc_model where model = 'Session' and uid = $1 returning account_id, payload)
         select account_id, payload -> 'authorizations' as authorizations from gone`,
        [uid],
      );
      const authorizations = Object.entries(row?.authorizations ?? {});
      const grantIds = authorizations.flatMap(([, { grantId }]) => grantId ?? []);
      await manager.query(`delete from oidc_model where model = 'Grant' and id = any($1)`, [grantIds]);
      await manager.query('delete from oidc_model where session_uid = $1 or grant_id = any($2)', [
        uid,
        grantIds,
      ]);
      const personId = ended?.person_id ?? row?.account_id;
      if (!personId) return undefined;
      return {
        personId,
        clients: authorizations.flatMap(([clientId, { sid }]) => sessionClient(clientId, sid)),
      };
    },

    listOpen: (personId) =>
      manager
        .getRepository(SessionSchema)
        .find({ where: { personId, endedAt: IsNull() }, order: { seenAt: 'desc' } }),

    async countOpen(personIds) {
      const rows = await manager.query<{ id: string; number: number }[]>(
        `select person_id as id, count(*)::int as number from session
          where person_id = any($1::uuid[]) and ended_at is null group by person_id`,
        [personIds],
      );
      return new Map(rows.map(({ id, number }) => [id, number]));
    },

    async listClientsOf(personId) {
      const rows = await manager.query<{ uid: string; clients: string[] }[]>(
        `select uid, array(select jsonb_object_keys(payload -> 'authorizations')) as clients from oidc_model
         where model = 'Session' and account_id = $1 and jsonb_typeof(payload -> 'authorizations') = 'object'`,
        [personId],
      );
      return new Map(rows.map(({ uid, clients }) => [uid, clients]));
    },

    async listHoldersWithoutPost(day, since) {
      const rows = await manager.query<{ person_id: string }[]>(
        `select distinct session.person_id from session
         join appointment using (person_id)
         where session.ended_at is null and session.signed_in_at > $2
           and not exists (
             select 1 from appointment in_force
             where in_force.person_id = session.person_id
               and coalesce(in_force.valid_from <= $1, true) and coalesce(in_force.valid_until >= $1, true))`,
        [day, since],
      );
      return rows.map(({ person_id }) => person_id);
    },

    async findBySid(personId, clientId, sid) {
      const [row] = await manager.query<{ uid: string }[]>(
        `select uid from oidc_model
         where model = 'Session' and account_id = $1
           and payload -> 'authorizations' -> ($2)::text ->> 'sid' = $3 and expires_at > now()`,
        [personId, clientId, sid],
      );
      return row?.uid;
    },

    async isConsentOpen({ personId, clientId, sid, issuedAt }) {
      const rows = await manager.query<unknown[]>(
        `select 1 from oidc_model session
         join oidc_model consent on consent.model = 'Grant'
           and consent.id = session.payload -> 'authorizations' -> ($2)::text ->> 'grantId'
         where session.model = 'Session' and session.account_id = $1 and session.expires_at > now()
           and session.payload -> 'authorizations' -> ($2)::text ->> 'sid' = $3
           and (consent.payload ->> 'iat')::bigint <= $4`,
        [personId, clientId, sid, issuedAt],
      );
      return rows.length > 0;
    },
  };
}

function sessionClient(clientId: string, sid: string | undefined): SessionClient[] {
  return sid === undefined ? [] : [{ clientId, sid }];
}
