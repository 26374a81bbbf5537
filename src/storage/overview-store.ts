import type { EntityManager } from 'typeorm';
import { STAFF_STATUSES, WORKING_STATUSES } from '../domain/directory/person.ts';
import type { Glance, OverviewStore } from '../domain/overview/overview-store.ts';
import { listHeldPosts } from './held-posts.ts';
import { inForce } from './within-units.ts';

const GLANCES = `
  select person.id as "personId", last_sign_in_at as "lastSignInAt",
    array_remove(array[
      case when exists (select 1 from totp_credential where person_id = person.id) then 'totp' end,
      case when exists (select 1 from passkey where person_id = person.id) then 'passkey' end,
      case when bound.yes then 'certificate' end], null) as factors,
    (bound.yes or exists (select 1 from password_credential where person_id = person.id)) as "isActivated",
    throttle.window_ends_at as "lockedUntil",
    case when flagged_at is not null then closes_at end as "closesAt"
  from unnest($1::uuid[], $2::text[]) as asked (id, lock_key)
    join person on person.id = asked.id
    left join account_activity on account_activity.person_id = person.id
    cross join lateral (select exists (
      select 1 from certificate_binding where certificate_binding.person_id = person.id
        and confirmed_at is not null and revoked_at is null) as yes) as bound
    left join throttle on throttle.key = lock_key and throttle.failures >= $3 and throttle.window_ends_at > $4`;

/** Reads what the console shows of many at once. */
export function createOverviewStore(manager: EntityManager): OverviewStore {
  return {
    listGlances: (personIds, { keyOf, attempts }, now) =>
      manager.query<Glance[]>(GLANCES, [personIds, personIds.map(keyOf), attempts, now]),
    async listLocked({ keyOf, attempts }, now) {
      // What stands before the id in the key of anybody.
      const prefix = keyOf('');
      const rows = await manager.query<{ key: string }[]>(
        'select key from throttle where starts_with(key, $1) and failures >= $2 and window_ends_at > $3',
        [prefix, attempts, now],
      );
      return rows.map(({ key }) => key.slice(prefix.length));
    },
    async countByUnit(day) {
      const rows = await manager.query<{ id: string; number: number }[]>(
        `select unit_id as id, count(distinct person_id)::int as number from appointment
          where is_main and ${inForce('$1::date')}
            and person_id not in (select person_id from person_search where status = any($2::text[]))
          group by unit_id`,
        // Who is away is found in an index; who works is most of the ministry.
        [day, STAFF_STATUSES.filter((status) => !WORKING_STATUSES.includes(status))],
      );
      return new Map(rows.map(({ id, number }) => [id, number]));
    },
    async countByPosition(day, unitIds, positionIds) {
      const rows = await manager.query<{ id: string; number: number }[]>(
        `select position_id as id, count(distinct person_id)::int as number from appointment
          where ($2::uuid[] is null or unit_id = any($2)) and ($3::uuid[] is null or position_id = any($3))
            and ${inForce('$1::date')}
          group by position_id`,
        [day, unitIds, positionIds],
      );
      return new Map(rows.map(({ id, number }) => [id, number]));
    },
    listHeldPosts: (query) => listHeldPosts(manager, query),
  };
}
