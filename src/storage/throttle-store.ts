import type { EntityManager } from 'typeorm';
import type { ThrottleStore } from '../domain/authentication/authentication-store.ts';

/** Counters of failed attempts; every change is one conditional statement. */
export function createThrottleStore(manager: EntityManager): ThrottleStore {
  return {
    async reserve(key, { limit, windowMs }, now) {
      const [{ counted }] = await manager.query<[{ counted: number }]>(
        `with counted as (
           insert into throttle (key, failures, window_ends_at) values ($1, 1, $2)
           on conflict (key) do update set
             failures = case when throttle.window_ends_at <= $3 then 1 else throttle.failures + 1 end,
             window_ends_at = excluded.window_ends_at
           where throttle.window_ends_at <= $3 or throttle.failures < $4
           returning 1)
         select count(*)::int as counted from counted`,
        [key, new Date(now.getTime() + windowMs), now, limit],
      );
      return counted === 1;
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
