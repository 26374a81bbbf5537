import type { EntityManager } from 'typeorm';
import type { Attempt, Bucket, ThrottleStore } from '../domain/authentication/authentication-store.ts';
import { prepared } from './prepared-statements.ts';

/**
 * Counts a try ($1: now) in the bucket whose values begin at a number, unless it is full or has to wait.
 * @param condition of being counted at all
 */
const counting = (first: number, condition: string) => {
  const [key, endsAt, limit, free] = [0, 1, 2, 3].map((offset) => `$${first + offset}`);
  return `
    insert into throttle (key, failures, window_ends_at)
    select ${key}::text, 1, ${endsAt}::timestamptz where ${condition}
    on conflict (key) do update set
      failures = case when throttle.window_ends_at <= $1 then 1 else throttle.failures + 1 end,
      window_ends_at = excluded.window_ends_at
    where throttle.window_ends_at <= $1 or throttle.failures < ${free}::int
      or (throttle.failures < ${limit}::int and throttle.window_ends_at <=
            excluded.window_ends_at - make_interval(secs => 2 ^ least(throttle.failures - ${free}::int + 1, 10)))
    returning 1`;
};

const RESERVE = prepared(
  'reserve_try',
  `with counted as (${counting(2, 'true')}) select count(*)::int as counted from counted`,
);
// The network first, here and where an attempt is settled: two that meet never wait for each other.
const RESERVE_ATTEMPT = prepared(
  'reserve_attempt',
  `with
    network as (${counting(2, 'true')}),
    account as (${counting(6, 'exists (select 1 from network)')})
   select exists (select 1 from network) as "byNetwork", exists (select 1 from account) as "byAccount",
     exists (
       select 1 from throttle where key = $6 and failures >= $8 and window_ends_at > $1) as "isFull"`,
);
const SETTLE_ATTEMPT = prepared(
  'settle_attempt',
  `with released as (
     update throttle set failures = failures - 1 where key = $1 and failures > 0 returning 1)
   delete from throttle where key = $2 and (select count(*) from released) >= 0`,
);

/** Counters of failed attempts; every change is one conditional statement. */
export function createThrottleStore(manager: EntityManager): ThrottleStore {
  async function isFull({ key, rule: { limit } }: Bucket, now: Date): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      'select 1 from throttle where key = $1 and failures >= $2 and window_ends_at > $3',
      [key, limit, now],
    );
    return rows.length > 0;
  }

  return {
    async reserve(key, rule, now) {
      const [{ counted }] = await manager.query<[{ counted: number }]>(RESERVE, [
        now,
        ...valuesOf({ key, rule }, now),
      ]);
      return counted === 1;
    },
    async reserveAttempt({ network, account }, now) {
      const values = [now, ...valuesOf(network, now), ...valuesOf(account, now)];
      const [count] = await manager.query<[Awaited<ReturnType<ThrottleStore['reserveAttempt']>>]>(
        RESERVE_ATTEMPT,
        values,
      );
      // The statement sees a bucket as it was when it began; what others filled meanwhile refused it all the same.
      const isUnclear = count.byNetwork && !count.byAccount && !count.isFull;
      return isUnclear ? { ...count, isFull: await isFull(account, now) } : count;
    },
    async settleAttempt({ network, account }: Attempt) {
      await manager.query(SETTLE_ATTEMPT, [network.key, account.key]);
    },
    async release(key) {
      await manager.query('update throttle set failures = failures - 1 where key = $1 and failures > 0', [
        key,
      ]);
    },
    async clear(key) {
      await manager.query('delete from throttle where key = $1', [key]);
    },
  };
}

function valuesOf({ key, rule: { limit, windowMs, free = limit } }: Bucket, now: Date) {
  return [key, new Date(now.getTime() + windowMs), limit, Math.min(free, limit)];
}
