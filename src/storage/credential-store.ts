import type { EntityManager } from 'typeorm';
import type {
  CredentialStore,
  PasswordResetStore,
  PendingSignIn,
  SignInStore,
} from '../domain/authentication/authentication-store.ts';
import {
  PasswordCredentialSchema,
  PasswordResetSchema,
  SignInSchema,
} from './schema/authentication.schema.ts';

export function createCredentialStore(manager: EntityManager): CredentialStore {
  const passwords = manager.getRepository(PasswordCredentialSchema);
  return {
    findPassword: async (personId) => (await passwords.findOneBy({ personId })) ?? undefined,
    async savePassword(credential) {
      await passwords.upsert(credential, ['personId']);
    },
    async addPasswords(credentials) {
      const [personIds, hashes] = [
        credentials.map(({ personId }) => personId),
        credentials.map(({ hash }) => hash),
      ];
      await manager.query(
        `insert into password_credential (person_id, hash, must_change, changed_at)
         select added.person_id, added.hash, added.must_change, added.changed_at
         from unnest($1::uuid[], $2::text[], $3::boolean[], $4::timestamptz[])
           as added (person_id, hash, must_change, changed_at)
         on conflict do nothing`,
        [
          personIds,
          hashes,
          credentials.map(({ mustChange }) => mustChange),
          credentials.map(({ changedAt }) => changedAt.toISOString()),
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

export function createSignInStore(manager: EntityManager): SignInStore {
  const signIns = manager.getRepository<PendingSignIn>(SignInSchema);
  return {
    async save(signIn) {
      await signIns.upsert(signIn, ['uid']);
    },
    async find(uid, now) {
      const signIn = await signIns.findOneBy({ uid });
      return signIn !== null && signIn.expiresAt > now ? signIn : undefined;
    },
    remove: async (uid) => (await signIns.delete({ uid })).affected === 1,
  };
}
