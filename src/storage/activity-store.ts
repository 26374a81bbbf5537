import type { EntityManager } from 'typeorm';
import type { ActivityStore, CountedAccounts } from '../domain/directory/activity-store.ts';
import { prepared } from './prepared-statements.ts';
import { ActivitySchema } from './schema/activity.schema.ts';

/** People beginning to be counted in one statement, which nobody who signs in waits for long. */
const BATCH = 5000;

/**
 * Who may lie dormant: $1 the day, $2 the statuses. As `accountState` says of `open`; joins, because subqueries would
 * be asked anew for each of 100,000 people.
 */
const COUNTED = `
  select person.id from person
    left join (
      select person_id, bool_or(coalesce(valid_from <= $1, true) and coalesce(valid_until >= $1, true)) as is_in_force
      from appointment group by person_id) as held on held.person_id = person.id
    left join protected_person on protected_person.person_id = person.id
  where person.disabled_at is null and person.status = any($2::text[])
    and coalesce(held.is_in_force, true) and protected_person.person_id is null`;

const SIGNED_IN = prepared(
  'activity_signed_in',
  `insert into account_activity (person_id, last_sign_in_at, counted_from) values ($1, $2, $2)
   on conflict (person_id) do update set last_sign_in_at = excluded.last_sign_in_at,
     counted_from = excluded.counted_from, flagged_at = null, closes_at = null`,
);

/** Within a day of the last note it only reads. Whoever or whatever was removed meanwhile is not noted. */
const USED_CLIENT = prepared(
  'activity_used_client',
  `insert into client_use (person_id, client_id, first_used_at, last_used_at)
   select person.id, client.id, $3, $3 from person, client where person.id = $1 and client.id = $2
     and not exists (
       select 1 from client_use where person_id = $1 and client_id = $2
         and last_used_at > $3::timestamptz - interval '1 day')
   on conflict (person_id, client_id) do update set last_used_at = excluded.last_used_at
     where client_use.last_used_at < excluded.last_used_at`,
);

const START = `
  with begun as (
    insert into account_activity (person_id, counted_from)
    select id, $3::timestamptz from (${COUNTED}) as counted
      where not exists (
        select 1 from account_activity known where known.person_id = counted.id and known.counted_from <= $3)
      limit ${BATCH}
    on conflict (person_id) do update set counted_from = excluded.counted_from, flagged_at = null, closes_at = null
      where account_activity.counted_from is null or account_activity.counted_from > excluded.counted_from
    returning 1)
  select count(*)::int as number from begun`;

const STOP = `
  update account_activity set counted_from = null, flagged_at = null, closes_at = null
  where counted_from is not null
    and not exists (select 1 from (${COUNTED}) as counted where counted.id = account_activity.person_id)`;

/** When people last signed in, and which accounts lie dormant. */
export function createActivityStore(manager: EntityManager): ActivityStore {
  const valuesOf = ({ day, statuses }: CountedAccounts) => [day, statuses];
  const numberOf = async (query: string, values: unknown[]) => {
    const [row] = await manager.query<{ number: number }[]>(
      `select count(*)::int as number from (${query}) as found`,
      values,
    );
    return row?.number ?? 0;
  };
  /** The people whom a statement names. */
  const peopleOf = async (statement: string, values: unknown[]) => {
    const rows = await manager.query<{ person_id: string }[]>(
      `with found as (${statement}) select person_id from found`,
      values,
    );
    return rows.map(({ person_id }) => person_id);
  };
  return {
    async find(personId) {
      const row = await manager.getRepository(ActivitySchema).findOneBy({ personId });
      if (row === null) return undefined;
      const { lastSignInAt, flaggedAt, closesAt } = row;
      return { lastSignInAt, flaggedAt, closesAt };
    },
    async signedIn(personId, at) {
      await manager.query(SIGNED_IN, [personId, at]);
    },
    async usedClient(personId, clientId, at) {
      await manager.query(USED_CLIENT, [personId, clientId, at]);
    },
    async restart(personId, at) {
      await manager.query(
        'update account_activity set counted_from = $2, flagged_at = null, closes_at = null where person_id = $1',
        [personId, at],
      );
    },
    async count(counted, now) {
      for (let isFull = true; isFull; ) {
        const [begun] = await manager.query<{ number: number }[]>(START, [...valuesOf(counted), now]);
        isFull = begun?.number === BATCH;
      }
      await manager.query(STOP, valuesOf(counted));
    },
    async unflagSince(since) {
      await manager.query(
        `update account_activity set flagged_at = null, closes_at = null
          where flagged_at is not null and counted_from > $1`,
        [since],
      );
    },
    listDormant: (since, limit) =>
      peopleOf(
        `select person_id from account_activity where flagged_at is null and counted_from <= $1
          order by counted_from limit $2`,
        [since, limit],
      ),
    async flag(personId, since, at, closesAt) {
      const flagged = await peopleOf(
        `update account_activity set flagged_at = $3, closes_at = $4
          where person_id = $1 and flagged_at is null and counted_from <= $2 returning person_id`,
        [personId, since, at, closesAt],
      );
      return flagged.length === 1;
    },
    countDue: (now) => numberOf('select 1 from account_activity where closes_at <= $1', [now]),
    async takeDue(now) {
      const [personId] = await peopleOf(
        `update account_activity set closed_at = $1, counted_from = null, flagged_at = null, closes_at = null
          where closes_at <= $1
            and person_id = (select person_id from account_activity where closes_at <= $1 order by closes_at limit 1)
          returning person_id`,
        [now],
      );
      return personId;
    },
    countClosedSince: (since) => numberOf('select 1 from account_activity where closed_at >= $1', [since]),
    async raiseAlarm(day) {
      const rows = await manager.query<unknown[]>(
        `with raised as (insert into dormancy_alarm (day) values ($1) on conflict do nothing returning 1)
         select * from raised`,
        [day],
      );
      return rows.length === 1;
    },
  };
}
