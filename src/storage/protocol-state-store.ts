import type { EntityManager } from 'typeorm';
import type { ProtocolState, ProtocolStateStore } from '../domain/sessions/protocol-state-store.ts';
import { prepared } from './prepared-statements.ts';

interface StateRow {
  payload: Record<string, unknown>;
  consumed_at: Date | null;
}

interface FamilyRow extends StateRow {
  consent: Record<string, unknown> | null;
  session: Record<string, unknown> | null;
}

const COLUMNS =
  'model, id, payload, uid, user_code, grant_id, session_uid, account_id, client_id, expires_at';
const VALUES = '$1, $2, $3::jsonb, $4, $5, $6, $7, $8, $9, $10::timestamptz';
const save = (name: string, source: string) =>
  prepared(
    name,
    `insert into oidc_model (${COLUMNS}) ${source}
     on conflict (model, id) do update set payload = excluded.payload, uid = excluded.uid,
       user_code = excluded.user_code, grant_id = excluded.grant_id, session_uid = excluded.session_uid,
       account_id = excluded.account_id, client_id = excluded.client_id, expires_at = excluded.expires_at`,
  );
/** What may be written: always, or only while the family's consent, the session or the visit itself is alive. */
const SAVE = {
  always: save('save_state', `values (${VALUES})`),
  ofFamily: save(
    'save_state_of_family',
    `select ${VALUES} from oidc_model consent
     where consent.model = 'Grant' and consent.id = $6 for key share of consent`,
  ),
  visit: save(
    'save_visit_state',
    `select ${VALUES} from oidc_model visit where visit.model = $1 and visit.id = $2
     for key share of visit`,
  ),
  session: save(
    'save_session_state',
    `select ${VALUES} where not exists (
       select 1 from session where session.uid = $4 and session.ended_at is not null)`,
  ),
};
const find = (column: 'id' | 'uid' | 'user_code') =>
  prepared(
    `find_state_by_${column}`,
    `select payload, consumed_at from oidc_model where model = $1 and ${column} = $2`,
  );
const FIND = { id: find('id'), uid: find('uid'), userCode: find('user_code') };
const FIND_WITH_FAMILY = prepared(
  'find_state_with_family',
  `select state.payload, state.consumed_at, consent.payload as consent, session.payload as session
   from oidc_model state
     left join oidc_model consent on consent.model = 'Grant' and consent.id = state.grant_id
     left join oidc_model session on session.model = 'Session' and session.uid = state.session_uid
   where state.model = $1 and state.id = $2`,
);
const CONSUME = prepared(
  'consume_state',
  `with used as (
     update oidc_model set consumed_at = $3 where model = $1 and id = $2 and consumed_at is null returning 1)
   select count(*)::int as used from used`,
);
const REMOVE = prepared(
  'remove_state',
  'with gone as (delete from oidc_model where model = $1 and id = $2 returning 1) select * from gone',
);

/** The one table behind oidc-provider's models. */
export function createProtocolStateStore(manager: EntityManager): ProtocolStateStore {
  const findBy = async (statement: string, model: string, value: string) => {
    const [row] = await manager.query<StateRow[]>(statement, [model, value]);
    return row === undefined ? undefined : withConsumed(row);
  };

  return {
    async save(model, id, state) {
      await manager.query(SAVE[conditionOf(model, state)], [
        model,
        id,
        JSON.stringify(state.payload),
        state.uid ?? null,
        state.userCode ?? null,
        state.consentId ?? null,
        state.sessionUid ?? null,
        state.accountId ?? null,
        state.clientId ?? null,
        state.expiresAt,
      ]);
    },
    async addOnce(model, id, expiresAt) {
      const [{ added }] = await manager.query<[{ added: number }]>(
        `with added as (
           insert into oidc_model (model, id, payload, expires_at) values ($1, $2, '{}', $3)
           on conflict do nothing returning 1)
         select count(*)::int as added from added`,
        [model, id, expiresAt],
      );
      return added === 1;
    },
    find: (model, id) => findBy(FIND.id, model, id),
    async findWithFamily(model, id) {
      const [row] = await manager.query<FamilyRow[]>(FIND_WITH_FAMILY, [model, id]);
      return (
        row && {
          payload: withConsumed(row),
          consent: row.consent ?? undefined,
          session: row.session ?? undefined,
        }
      );
    },
    findByUid: (model, uid) => findBy(FIND.uid, model, uid),
    findByUserCode: (model, userCode) => findBy(FIND.userCode, model, userCode),
    async consume(model, id, now) {
      const [{ used }] = await manager.query<[{ used: number }]>(CONSUME, [model, id, now]);
      return used === 1;
    },
    async familyOf(model, id) {
      const [row] = await manager.query<{ grant_id: string | null }[]>(
        'select grant_id from oidc_model where model = $1 and id = $2',
        [model, id],
      );
      return row?.grant_id ?? undefined;
    },
    async remove(model, id) {
      const rows = await manager.query<unknown[]>(REMOVE, [model, id]);
      return rows.length === 1;
    },
    async removeFamily(consentId) {
      // Two statements, in this order: whoever saves a token now holds the consent's row, and the second
      // statement sees what was saved before the first one got it.
      const removed = await manager.query<[{ rows: number }]>(
        `with gone as (delete from oidc_model where model = 'Grant' and id = $1 returning 1)
         select count(*)::int as rows from gone`,
        [consentId],
      );
      const [{ rows }] = await manager.query<[{ rows: number }]>(
        `with gone as (delete from oidc_model where grant_id = $1 returning 1)
         select count(*)::int as rows from gone`,
        [consentId],
      );
      return rows + removed[0].rows;
    },
  };
}

function conditionOf(model: string, { payload, consentId }: ProtocolState): keyof typeof SAVE {
  if (model === 'Session') return 'session';
  // A visit has an outcome only after it began: one that has ended does not come back.
  if (model === 'Interaction' && payload.result !== undefined) return 'visit';
  return consentId !== undefined && model !== 'Interaction' ? 'ofFamily' : 'always';
}

function withConsumed({ payload, consumed_at }: StateRow): Record<string, unknown> {
  return consumed_at === null ? payload : { ...payload, consumed: Math.floor(consumed_at.getTime() / 1000) };
}
