import type { EntityManager } from 'typeorm';
import type { Delivery } from '../domain/deliveries/delivery.ts';
import type {
  LedgerCounts,
  LedgerState,
  LedgerStore,
  Undelivered,
} from '../domain/deliveries/ledger-store.ts';
import type { SecretBox } from './secret-box.ts';

type UndeliveredRow = Undelivered & { delivery: string | null };

const NO_MAIL = `kind <> 'mail'`;
const STATES: Record<LedgerState, string> = {
  waiting: 'due_at is not null',
  failed: 'failed_at is not null',
};

/** The outbox as officers look at it. */
export function createLedgerStore(manager: EntityManager, box: SecretBox, onDue: () => void): LedgerStore {
  /** Whom a message is about stands in it as long as it waits; afterwards the session knows. */
  const personIn = (sealed: string | null): string | null => {
    try {
      const delivery: Delivery | null = sealed === null ? null : JSON.parse(box.open(sealed));
      return delivery === null || delivery.kind === 'mail' ? null : delivery.personId;
    } catch {
      return null;
    }
  };
  return {
    countSince: (moment) =>
      manager.query<LedgerCounts[]>(
        `select destination, count(*)::int as sent, count(delivered_at)::int as delivered,
           count(due_at)::int as waiting, count(failed_at)::int as failed,
           max(delivered_at) as "lastDeliveredAt"
         from outbox where created_at > $1 and ${NO_MAIL} group by destination order by destination`,
        [moment],
      ),

    async listUndelivered({ clientId, state }, { order, past, limit }) {
      const values: unknown[] = [];
      const place = (value: unknown) => `$${values.push(value)}`;
      const [beyond, direction] = order === 'newest' ? ['<', 'desc'] : ['>', 'asc'];
      const conditions = [
        'delivered_at is null',
        NO_MAIL,
        ...(state === undefined ? [] : [STATES[state]]),
        ...(clientId === undefined ? [] : [`destination = ${place(clientId)}`]),
        ...(past === undefined
          ? []
          : [
              `(created_at, id) ${beyond} (select created_at, id from outbox where id = ${place(past)}::uuid)`,
            ]),
      ];
      const rows = await manager.query<UndeliveredRow[]>(
        `select id, kind, destination as "clientId", created_at as "createdAt", attempts, delivery,
           last_error as "lastError", due_at as "dueAt", failed_at as "failedAt",
           (select person_id from session where uid = session_uid) as "personId"
         from outbox where ${conditions.join(' and ')}
         order by created_at ${direction}, id ${direction} limit ${place(limit)}`,
        values,
      );
      return rows.map(({ delivery, ...row }) => ({ ...row, personId: row.personId ?? personIn(delivery) }));
    },

    async makeDue(which, now, later) {
      const [column, value] = 'id' in which ? ['id', which.id] : ['destination', which.clientId];
      const rows = await manager.query<{ destination: string; number: number }[]>(
        `with moved as (
           update outbox set due_at = $2
           where ${column} = $1 and due_at > $3 and delivered_at is null and ${NO_MAIL} returning destination)
         select destination, count(*)::int as number from moved group by destination`,
        [value, now, later],
      );
      if (rows.length > 0) onDue();
      return new Map(rows.map(({ destination, number }) => [destination, number]));
    },
  };
}
