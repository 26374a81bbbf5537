import type { DataSource } from 'typeorm';

/** Protocol state is kept for a while after its end, so that late use is told from unknown. */
const KEPT_AFTER_END = '1 hour';
const BATCH = 5000;

const statements = [
  `delete from oidc_model where (model, id) in (
     select model, id from oidc_model where expires_at < $1::timestamptz - interval '${KEPT_AFTER_END}' limit ${BATCH})`,
  'delete from throttle where window_ends_at < $1',
  'delete from sign_in where expires_at < $1',
  'delete from totp_enrolment where expires_at < $1',
  'delete from certificate_ticket where expires_at < $1',
  'delete from passkey_challenge where expires_at < $1',
  'delete from known_device where expires_at < $1',
  `delete from password_reset where expires_at < $1::timestamptz - interval '30 days'`,
  `update pending_plan set state = 'expired', input = null, report = null
   where state = 'pending' and expires_at <= $1`,
  `delete from pending_plan where expires_at < $1::timestamptz - interval '90 days'`,
  `update pending_role_plan set state = 'expired', input = null where state = 'pending' and expires_at <= $1`,
  `delete from pending_role_plan where expires_at < $1::timestamptz - interval '90 days'`,
  `update waiting_role_grant set state = 'expired' where state = 'waiting' and expires_at <= $1`,
  `delete from waiting_role_grant where expires_at < $1::timestamptz - interval '90 days'`,
  `update factor_reset set state = 'expired' where state = 'waiting' and expires_at <= $1`,
  `delete from factor_reset where expires_at < $1::timestamptz - interval '90 days'`,
  `delete from account_activation where person_id in (
     select person_id from account_activation join password_credential held using (person_id)
     where held.changed_at <= $1 limit ${BATCH})`,
  `delete from client_trace where started_at < $1::timestamptz - interval '7 days'`,
  `delete from outbox where delivered_at < $1::timestamptz - interval '30 days'`,
];

/** Deletes what has ended, in bounded steps; any number of nodes may do it at once. */
export async function sweep(source: DataSource, now: Date): Promise<void> {
  for (const statement of statements) await source.query(statement, [now]);
}
