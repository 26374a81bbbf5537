import type { EntityManager } from 'typeorm';
import type {
  CauseCount,
  CountedPeople,
  DashboardStore,
  LastImport,
  LogoutCount,
} from '../domain/overview/dashboard-store.ts';
import type { SignInCount } from '../domain/overview/sign-in-slots.ts';
import { holdsPostIn } from './within-units.ts';

/** Counts for the console's first page; each by one statement. */
export function createDashboardStore(manager: EntityManager): DashboardStore {
  /** The condition that a row is about one of the counted people, with its values after the others. */
  const among = ({ unitIds, today }: CountedPeople, person: string, values: unknown[]): string => {
    if (unitIds === null) return 'true';
    const units = `$${values.push(unitIds)}`;
    return holdsPostIn(units, `$${values.push(today)}`)(person);
  };
  const count = async (query: string, values: unknown[]) => {
    const [row] = await manager.query<{ number: number }[]>(
      `select count(*)::int as number from (${query}) as counted`,
      values,
    );
    return row?.number ?? 0;
  };
  const AS_UUID = 'person_id::uuid';

  return {
    async countSignIns({ from, until, stepMs }, people) {
      const values: unknown[] = [from, until, stepMs / 1000];
      return manager.query<SignInCount[]>(
        `select floor(date_part('epoch', at - $1::timestamptz) / $3::float8)::int as slot,
            count(*) filter (where type = 'sign_in.succeeded')::int as succeeded,
            count(*) filter (where type = 'sign_in.refused')::int as refused
          from audit_event
          where type in ('sign_in.succeeded', 'sign_in.refused') and at >= $1::timestamptz and at < $2
            and ${among(people, AS_UUID, values)}
          group by 1`,
        values,
      );
    },
    async countCauses({ from, until }, people) {
      const values: unknown[] = [from, until];
      return manager.query<CauseCount[]>(
        `select coalesce(details ->> 'cause', 'unknown') as cause,
            coalesce(details ->> 'method', 'password') as method, count(*)::int as number
          from audit_event
          where type in ('sign_in.succeeded', 'sign_in.refused') and type = 'sign_in.refused'
            and at >= $1 and at < $2 and ${among(people, AS_UUID, values)}
          group by 1, 2 order by 3 desc, 1, 2`,
        values,
      );
    },
    countSessions({ seen, signedIn }, people) {
      const values: unknown[] = [seen, signedIn];
      return count(
        `select 1 from session where ended_at is null and seen_at > $1 and signed_in_at > $2
          and ${among(people, 'person_id', values)}`,
        values,
      );
    },
    countLocked(prefix, attempts, now, people) {
      const values: unknown[] = [`${prefix}%`, attempts, now];
      // The pattern is one character longer than the prefix, so the id begins there.
      const person = 'case when key like $1 then substr(key, length($1))::uuid end';
      return count(
        `select 1 from throttle where key like $1 and failures >= $2 and window_ends_at > $3
          and ${among(people, person, values)}`,
        values,
      );
    },
    countEndingRoleGrants: (now, until) =>
      count(
        `select 1 from role_grant where revoked_at is null and valid_until > $1 and valid_until <= $2
          and (valid_from is null or valid_from <= $1)`,
        [now, until],
      ),
    countEndingCertificates(now, until, people) {
      const values: unknown[] = [now, until];
      return count(
        `select 1 from certificate_binding where revoked_at is null and not_after > $1 and not_after <= $2
          and ${among(people, 'person_id', values)}`,
        values,
      );
    },
    async countWaiting(now) {
      const [row] = await manager.query<[{ staffPlans: number; rolePlans: number; roleGrants: number }]>(
        `select
          (select count(*)::int from pending_plan where state = 'pending' and expires_at > $1) as "staffPlans",
          (select count(*)::int from pending_role_plan where state = 'pending' and expires_at > $1) as "rolePlans",
          (select count(*)::int from waiting_role_grant where state = 'waiting' and expires_at > $1) as "roleGrants"`,
        [now],
      );
      return row;
    },
    countOwnerlessMailboxes: () =>
      count(
        `select 1 from mailbox where kind = 'chuc_nang' and person_id is null
          and not exists (select 1 from mailbox_steward where mailbox_id = mailbox.id)`,
        [],
      ),
    async findLastImport() {
      const [row] = await manager.query<LastImport[]>(
        `select applied_at as "appliedAt", joiners, movers, leavers, changed from staff_plan
          order by applied_at desc limit 1`,
      );
      return row;
    },
    countLogouts: (since) =>
      manager.query<LogoutCount[]>(
        `select destination as "clientId", count(*)::int as sent, count(delivered_at)::int as arrived,
            (array_agg(last_error order by created_at desc)
              filter (where delivered_at is null and last_error is not null))[1] as "lastError",
            min(due_at) filter (where delivered_at is null) as "retryAt"
          from outbox where kind = 'backchannel_logout' and created_at > $1
          group by destination order by destination`,
        [since],
      ),
    countUntold: (since) =>
      count(
        `select distinct destination from outbox where delivered_at is null and created_at > $1
          and kind = 'backchannel_logout' and last_error is not null`,
        [since],
      ),
  };
}
