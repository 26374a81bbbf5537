import type { EntityManager } from 'typeorm';
import type { ActivationStore } from '../domain/authentication/activation-store.ts';
import { WORKING_STATUSES } from '../domain/directory/person.ts';
import { BATCH } from './batches.ts';
import { AccountActivationSchema } from './schema/authentication.schema.ts';

/** No letter yet, and `account-state.ts` in SQL for the day $1 and the working statuses $2. */
const DUE = `account_activation.sent_at is null and holder.email is not null
  and holder.disabled_at is null and holder.status = any($2)
  and not exists (select 1 from password_credential held where held.person_id = holder.id)
  and (not exists (select 1 from appointment held where held.person_id = holder.id)
    or exists (select 1 from appointment held where held.person_id = holder.id
      and coalesce(held.valid_from <= $1, true) and coalesce(held.valid_until >= $1, true)))`;

/** Who is to open an account by mail; a row goes once there is a password (`sweep.ts`). */
export function createActivationStore(manager: EntityManager): ActivationStore {
  return {
    async request(personIds, at) {
      for (let start = 0; start < personIds.length; start += BATCH) {
        await manager.query(
          `insert into account_activation (person_id, requested_at)
           select person_id, $2 from unnest($1::uuid[]) as joiner (person_id) on conflict do nothing`,
          [personIds.slice(start, start + BATCH), at],
        );
      }
    },
    async find(personId) {
      return (await manager.getRepository(AccountActivationSchema).findOneBy({ personId })) ?? undefined;
    },
    async listDue(day, { letters, since }) {
      const rows = await manager.query<{ person_id: string }[]>(
        `select person_id from account_activation join person holder on holder.id = person_id
         where ${DUE} order by requested_at, person_id
         limit greatest(0, $3 - (select count(*) from account_activation where sent_at > $4))`,
        [day, WORKING_STATUSES, letters, since],
      );
      return rows.map(({ person_id }) => person_id);
    },
    async claim(personId, day, now) {
      // The share lock makes whoever closes the account wait, and then find the link to void.
      const rows = await manager.query<unknown[]>(
        `with holder as (select * from person where id = $3 for share skip locked),
           claimed as (
             update account_activation set sent_at = $4 from holder
             where person_id = holder.id and ${DUE} returning 1)
         select * from claimed`,
        [day, WORKING_STATUSES, personId, now],
      );
      return rows.length === 1;
    },
    async noteSent(personId, at) {
      await manager.query(
        `insert into account_activation (person_id, requested_at, sent_at) values ($1, $2, $2)
         on conflict (person_id) do update set sent_at = excluded.sent_at`,
        [personId, at],
      );
    },
    async forgetSent(personIds) {
      if (personIds.length === 0) return;
      await manager.query(
        'update account_activation set sent_at = null where person_id = any($1) and sent_at is not null',
        [personIds],
      );
    },
  };
}
