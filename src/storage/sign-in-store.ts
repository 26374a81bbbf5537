import type { EntityManager } from 'typeorm';
import type { SecondMethod } from '../domain/authentication/authentication-policy.ts';
import type { PendingSignIn, SignInStore } from '../domain/authentication/authentication-store.ts';
import { settingsWith } from '../domain/settings/settings.ts';
import { type JsonRow, jsonRows } from './json-row.ts';
import { prepared } from './prepared-statements.ts';
import { PasswordCredentialSchema, SignInSchema } from './schema/authentication.schema.ts';
import { KnownDeviceSchema } from './schema/device.schema.ts';
import { SECOND_METHODS } from './second-methods.ts';

interface BasisRow {
  password: JsonRow | null;
  methods: SecondMethod[];
  device: JsonRow | null;
  settings: { name: string; value: number }[];
}

const LOAD_BASIS = prepared(
  'load_sign_in_basis',
  `select
    (select to_jsonb(password_credential) from password_credential where person_id = $1) as password,
    array(${SECOND_METHODS}) as methods,
    (select to_jsonb(known_device) from known_device
      where person_id = $1 and token_hash = $2 and expires_at > $3) as device,
    (select coalesce(jsonb_agg(setting), '[]') from setting) as settings`,
);
const FIND = prepared(
  'find_sign_in',
  `select uid, person_id as "personId", completed, expires_at as "expiresAt" from sign_in
   where uid = $1 and expires_at > $2`,
);
const REMOVE = prepared(
  'remove_sign_in',
  `with removed as (delete from sign_in where uid = $1 returning 1)
   select count(*)::int as removed from removed`,
);

export function createSignInStore(manager: EntityManager): SignInStore {
  const signIns = manager.getRepository<PendingSignIn>(SignInSchema);
  const passwords = jsonRows(manager, PasswordCredentialSchema);
  const devices = jsonRows(manager, KnownDeviceSchema);
  return {
    async save(signIn) {
      await signIns.upsert(signIn, ['uid']);
    },
    async record(uid, personId, method, now) {
      const [{ recorded }] = await manager.query<[{ recorded: number }]>(
        `with recorded as (
           update sign_in set completed = completed || $3::jsonb
           where uid = $1 and person_id = $2 and expires_at > $4
           returning 1)
         select count(*)::int as recorded from recorded`,
        [uid, personId, JSON.stringify([method]), now],
      );
      return recorded === 1;
    },
    async find(uid, now) {
      const [signIn] = await manager.query<PendingSignIn[]>(FIND, [uid, now]);
      if (signIn === undefined) return undefined;
      const completed = signIn.completed.map((method) => ({ ...method, at: new Date(method.at) }));
      return { ...signIn, completed };
    },
    async loadBasis(personId, deviceHash, now) {
      const [{ password, methods, device, settings }] = await manager.query<[BasisRow]>(LOAD_BASIS, [
        personId,
        deviceHash,
        now,
      ]);
      return {
        password: password === null ? undefined : passwords.read(password),
        secondMethods: methods,
        device: device === null ? undefined : devices.read(device),
        settings: settingsWith(settings),
      };
    },
    async remove(uid) {
      const [{ removed }] = await manager.query<[{ removed: number }]>(REMOVE, [uid]);
      return removed === 1;
    },
    async removeAllOf(personId) {
      await signIns.delete({ personId });
    },
  };
}
