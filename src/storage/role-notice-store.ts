import type { EntityManager } from 'typeorm';
import type { NoticedConsent, RoleNoticeStore } from '../domain/sessions/role-notice-store.ts';

/** By client first: few want to hear anything, and without one nothing else is read. */
const CONSENTS = `
  select consent.id as "consentId", consent.client_id as "clientId", consent.account_id as "personId",
    session.payload -> 'authorizations' -> client.id ->> 'sid' as sid, session.uid as "sessionUid",
    client.metadata ->> 'role_change_notice' as notice, consent.role_digest as told
  from client
    join oidc_model consent on consent.model = 'Grant' and consent.client_id = client.id
    join oidc_model session on session.model = 'Session' and session.account_id = consent.account_id
      and session.payload -> 'authorizations' -> client.id ->> 'grantId' = consent.id and session.expires_at > $2
  where client.metadata ->> 'role_change_notice' is not null
    and ($1::text[] is null or consent.account_id = any($1::text[]))
  order by consent.id`;
/**
 * Never waits: a sign-out that holds a row may itself wait for the log, which the caller of this has. Whoever saves a
 * token does not count as holding one.
 */
const FREE_CONSENTS = `${CONSENTS} for no key update of consent, session skip locked`;

/** What clients were last told about roles: a column of their consents. */
export function createRoleNoticeStore(manager: EntityManager): RoleNoticeStore {
  return {
    list: (personIds, now) => manager.query<NoticedConsent[]>(CONSENTS, [personIds, now]),
    lock: (personIds, now) => manager.query<NoticedConsent[]>(FREE_CONSENTS, [personIds, now]),
    async note(told) {
      await manager.query(
        `update oidc_model consent set role_digest = given.digest
         from unnest($1::text[], $2::text[]) as given (id, digest)
         where consent.model = 'Grant' and consent.id = given.id`,
        [told.map(({ consentId }) => consentId), told.map(({ digest }) => digest)],
      );
    },
    async end(consents) {
      if (consents.length === 0) return;
      const ids = consents.map(({ consentId }) => consentId);
      // Tokens without their consent count no more; the sweep removes them.
      await manager.query(`delete from oidc_model where model = 'Grant' and id = any($1)`, [ids]);
      await manager.query(
        `update oidc_model session
         set payload = jsonb_set(payload, '{authorizations}', (payload -> 'authorizations') - ended.clients)
         from (select uid, array_agg(client_id) as clients
           from unnest($1::text[], $2::text[]) as ended (uid, client_id) group by uid) as ended
         where session.model = 'Session' and session.uid = ended.uid`,
        [consents.map(({ sessionUid }) => sessionUid), consents.map(({ clientId }) => clientId)],
      );
    },
    async noteFirst(consentId, digest) {
      await manager.query(
        `update oidc_model set role_digest = $2 where model = 'Grant' and id = $1 and role_digest is null`,
        [consentId, digest],
      );
    },
  };
}
