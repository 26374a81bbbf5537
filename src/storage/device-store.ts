import type { EntityManager } from 'typeorm';
import type { DeviceStore, KnownDevice } from '../domain/authentication/known-device.ts';
import { prepared } from './prepared-statements.ts';

const SELECT = `select id, person_id as "personId", user_agent as "userAgent", address, created_at as "createdAt",
  last_used_at as "lastUsedAt", trusted_until as "trustedUntil", expires_at as "expiresAt" from known_device`;

/** Everybody's row of the browser gets the new secret ($3 for $9), the person's ($2) the sign-in as well. */
const NOTE = prepared(
  'note_device',
  `with renewed as (
     update known_device set token_hash = $3::text,
       user_agent = case when person_id = $2 then $4 else user_agent end,
       address = case when person_id = $2 then $5 else address end,
       last_used_at = case when person_id = $2 then $6 else last_used_at end,
       trusted_until = case when person_id = $2 then coalesce($7, trusted_until) else trusted_until end,
       expires_at = case when person_id = $2 then $8 else expires_at end
     where token_hash = $9
     returning person_id)
   insert into known_device
     (id, person_id, token_hash, user_agent, address, created_at, last_used_at, trusted_until, expires_at)
   select $1, $2, $3, $4, $5, $6, $6, $7, $8 where not exists (select 1 from renewed where person_id = $2)`,
);

export function createDeviceStore(manager: EntityManager): DeviceStore {
  return {
    async note({ id, personId, userAgent, address, at, trustedUntil, expiresAt, formerHash, tokenHash }) {
      await manager.query(NOTE, [
        id,
        personId,
        tokenHash,
        userAgent,
        address,
        at,
        trustedUntil,
        expiresAt,
        formerHash,
      ]);
    },
    async find(personId, tokenHash, now) {
      const [row] = await manager.query<KnownDevice[]>(
        `${SELECT} where person_id = $1 and token_hash = $2 and expires_at > $3`,
        [personId, tokenHash, now],
      );
      return row;
    },
    listOf: (personId, now) =>
      manager.query(`${SELECT} where person_id = $1 and expires_at > $2 order by last_used_at desc, id`, [
        personId,
        now,
      ]),
    async forget(personId, id) {
      const [row] = await manager.query<[{ forgotten: number }]>(
        `with forgotten as (delete from known_device where person_id = $1 and id::text = $2 returning 1)
         select count(*)::int as forgotten from forgotten`,
        [personId, id],
      );
      return row.forgotten === 1;
    },
    async forgetAllOf(personId) {
      await manager.query('delete from known_device where person_id = $1', [personId]);
    },
    async distrustAllOf(personId) {
      await manager.query('update known_device set trusted_until = null where person_id = $1', [personId]);
    },
  };
}
