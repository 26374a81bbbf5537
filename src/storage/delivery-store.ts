import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import {
  type Delivery,
  type DeliveryStore,
  destinationOf,
  type OutboxRow,
} from '../domain/deliveries/delivery.ts';
import type { SecretBox } from './secret-box.ts';

interface ClaimedRow {
  id: string;
  delivery: string;
  created_at: Date;
  attempts: number;
}

/** The outbox table. Contents are sealed, because a mail may carry a link that opens an account. */
export function createDeliveryStore(
  manager: EntityManager,
  box: SecretBox,
  onAdded: () => void,
): DeliveryStore {
  const openDelivery = (sealed: string): Delivery | undefined => {
    try {
      return JSON.parse(box.open(sealed));
    } catch {
      return undefined;
    }
  };
  return {
    add(delivery, at) {
      return this.addAll([delivery], at);
    },
    async addAll(deliveries, at) {
      if (deliveries.length === 0) return;
      await manager.query(
        `insert into outbox (id, kind, destination, session_uid, delivery, created_at, attempts, due_at)
         select given.*, $6, 0, $6
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) as given`,
        [
          deliveries.map(() => randomUUID()),
          deliveries.map(({ kind }) => kind),
          deliveries.map(destinationOf),
          deliveries.map((each) => (each.kind === 'backchannel_logout' ? each.sessionUid : null)),
          deliveries.map((each) => box.seal(JSON.stringify(each))),
          at,
        ],
      );
      onAdded();
    },
    async claim(now, leaseUntil, limit) {
      const rows = await manager.query<ClaimedRow[]>(
        `with claimed as (
           update outbox set due_at = $2, attempts = attempts + 1
           where id in (select id from outbox where due_at <= $1 order by due_at limit $3 for update skip locked)
           returning id, delivery, created_at, attempts)
         select * from claimed`,
        [now, leaseUntil, limit],
      );
      const opened: OutboxRow[] = [];
      for (const row of rows) {
        const delivery = openDelivery(row.delivery);
        // A row that another key sealed must not stop the others, and nobody can ever send it.
        if (delivery === undefined) await this.fail(row.id, now, 'the content cannot be opened', null);
        else opened.push({ id: row.id, delivery, createdAt: row.created_at, attempts: row.attempts });
      }
      return opened;
    },
    async succeed(id, at) {
      await manager.query(
        'update outbox set delivered_at = $2, due_at = null, delivery = null, last_error = null where id = $1',
        [id, at],
      );
    },
    async fail(id, at, reason, retryAt) {
      await manager.query(
        `update outbox set due_at = $3, last_error = $2,
           failed_at = case when $3::timestamptz is null then $4::timestamptz end,
           delivery = case when $3::timestamptz is null then null else delivery end
         where id = $1 and delivered_at is null`,
        [id, reason.slice(0, 500), retryAt, at],
      );
    },
    listOfSession: (sessionUid) =>
      manager.query(
        `select destination as "clientId", delivered_at as "deliveredAt" from outbox
         where session_uid = $1 order by destination`,
        [sessionUid],
      ),
  };
}
