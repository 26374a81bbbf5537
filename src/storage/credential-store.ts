import type { EntityManager } from 'typeorm';
import type { SecondMethod } from '../domain/authentication/authentication-policy.ts';
import type { CredentialStore, PasswordResetStore } from '../domain/authentication/authentication-store.ts';
import { prepared } from './prepared-statements.ts';
import { PasswordCredentialSchema, PasswordResetSchema } from './schema/authentication.schema.ts';
import { SECOND_METHODS } from './second-methods.ts';

const LIST_SECOND_METHODS = prepared('list_second_methods', SECOND_METHODS);

/** As `SECOND_METHODS` counts them, of many; recovery codes alone are none. */
const WITHOUT_FACTOR = `
  not exists (select 1 from totp_credential factor where factor.person_id = password_credential.person_id)
  and not exists (select 1 from passkey factor where factor.person_id = password_credential.person_id)
  and not exists (
    select 1 from certificate_binding factor where factor.person_id = password_credential.person_id
      and factor.confirmed_at is not null and factor.revoked_at is null)`;

export function createCredentialStore(manager: EntityManager): CredentialStore {
  const passwords = manager.getRepository(PasswordCredentialSchema);
  return {
    findPassword: async (personId) => (await passwords.findOneBy({ personId })) ?? undefined,
    async savePassword(credential) {
      // A new password was judged by nobody; the same one, hashed anew, keeps the mark that it was read with.
      await passwords.upsert({ judgedDays: 0, ...credential }, ['personId']);
    },
    async rehash(personId, { former, hash }) {
      await manager.query('update password_credential set hash = $3 where person_id = $1 and hash = $2', [
        personId,
        former,
        hash,
      ]);
    },
    async retirePassword(personId, at, kept) {
      await manager.query(
        `insert into password_history (person_id, hash, retired_at)
         select person_id, hash, $2 from password_credential where person_id = $1
         on conflict on constraint password_history_pkey do update set retired_at = excluded.retired_at`,
        [personId, at],
      );
      await manager.query(
        `delete from password_history where person_id = $1 and hash not in (
           select hash from password_history where person_id = $1 order by retired_at desc, hash limit $2)`,
        [personId, kept],
      );
    },
    async listFormerHashes(personId, limit) {
      const rows = await manager.query<{ hash: string }[]>(
        'select hash from password_history where person_id = $1 order by retired_at desc, hash limit $2',
        [personId, limit],
      );
      return rows.map(({ hash }) => hash);
    },
    async listAgeing({ days, setBefore }, limit) {
      const rows = await manager.query<{ person_id: string }[]>(
        `select person_id from password_credential where changed_at <= $1 and judged_days < $2
         order by changed_at, person_id limit $3`,
        [setBefore, days, limit],
      );
      return rows.map(({ person_id }) => person_id);
    },
    async takeAgeing(personId, { days, setBefore }) {
      const rows = await manager.query<unknown[]>(
        `with taken as (
           update password_credential set judged_days = $3
           where person_id = $1 and changed_at <= $2 and judged_days < $3 returning 1)
         select * from taken`,
        [personId, setBefore, days],
      );
      return rows.length === 1;
    },
    async listWithoutFactor(before, limit) {
      const rows = await manager.query<{ person_id: string }[]>(
        `select person_id from password_credential where ${WITHOUT_FACTOR}
          and coalesce(factor_judged_at <= $1, true)
         order by factor_judged_at nulls first, person_id limit $2`,
        [before, limit],
      );
      return rows.map(({ person_id }) => person_id);
    },
    async takeWithoutFactor(personId, { before, at }) {
      const rows = await manager.query<unknown[]>(
        `with taken as (
           update password_credential set factor_judged_at = $3
           where person_id = $1 and ${WITHOUT_FACTOR} and coalesce(factor_judged_at <= $2, true) returning 1)
         select * from taken`,
        [personId, before, at],
      );
      return rows.length === 1;
    },
    async listSecondMethods(personId) {
      const rows = await manager.query<{ method: SecondMethod }[]>(LIST_SECOND_METHODS, [personId]);
      return rows.map(({ method }) => method);
    },
    async addPasswords(credentials) {
      const [personIds, hashes] = [
        credentials.map(({ personId }) => personId),
        credentials.map(({ hash }) => hash),
      ];
      await manager.query(
        `insert into password_credential (person_id, hash, must_change, changed_at, is_long)
         select added.person_id, added.hash, added.must_change, added.changed_at, added.is_long
         from unnest($1::uuid[], $2::text[], $3::boolean[], $4::timestamptz[], $5::boolean[])
           as added (person_id, hash, must_change, changed_at, is_long)
         on conflict do nothing`,
        [
          personIds,
          hashes,
          credentials.map(({ mustChange }) => mustChange),
          credentials.map(({ changedAt }) => changedAt.toISOString()),
          credentials.map(({ isLong }) => isLong),
        ],
      );
    },
  };
}

const OPEN_LINK = `select link.person_id from password_reset link join person on person.id = link.person_id
  where link.token_hash = $1 and link.purpose = $2 and link.used_at is null and link.expires_at > $3
    and link.sent_to = person.email
    and (link.purpose = 'reset' or not exists (
      select 1 from password_credential held where held.person_id = link.person_id))`;

export function createPasswordResetStore(manager: EntityManager): PasswordResetStore {
  return {
    async add(reset) {
      await manager.getRepository(PasswordResetSchema).insert({ ...reset, usedAt: null });
    },
    async find({ tokenHash, purpose }, now) {
      const [row] = await manager.query<{ person_id: string }[]>(OPEN_LINK, [tokenHash, purpose, now]);
      return row?.person_id;
    },
    async consume({ tokenHash, purpose }, now) {
      // All of the person's links in one statement: two of them used at once would wait for each other.
      const [row] = await manager.query<{ person_id: string }[]>(
        `with used as (
           update password_reset set used_at = $3
           where used_at is null and person_id = (${OPEN_LINK})
           returning token_hash, person_id)
         select person_id from used where token_hash = $1`,
        [tokenHash, purpose, now],
      );
      return row?.person_id;
    },
    async voidAllOf(personId, now) {
      await manager.query('update password_reset set used_at = $2 where person_id = $1 and used_at is null', [
        personId,
        now,
      ]);
    },
  };
}
