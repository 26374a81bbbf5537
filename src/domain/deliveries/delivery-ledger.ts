import type { Actor } from '../audit/audit-event.ts';
import type { Client } from '../clients/client.ts';
import { type Clock, daysAfter } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import { isRowId } from '../directory/person-lookup.ts';
import type { Stores, Transact } from '../transact.ts';
import type { LedgerCounts, LedgerPage, LedgerQuery, Undelivered } from './ledger-store.ts';

/** What a relying party was sent within the last day, and how much of it arrived. */
export interface ClientLedger extends Omit<LedgerCounts, 'destination'> {
  /** Undefined when it has been removed since. */
  client: Client | undefined;
  clientId: string;
}

export interface ListedDelivery extends Undelivered {
  client: Client | undefined;
  person: Person | undefined;
}

interface Dependencies {
  stores: Pick<Stores, 'ledger' | 'clients' | 'directory'>;
  transact: Transact;
  clock: Clock;
}

/** What is due so soon is tried anyway, or is being tried: a lease of the outbox is no longer. */
const SOON_MS = 30_000;

export type DeliveryLedger = ReturnType<typeof createDeliveryLedger>;

/** The ledger of messages to relying parties: that somebody signed out, or holds other roles. */
export function createDeliveryLedger({ stores, transact, clock }: Dependencies) {
  const { ledger, clients, directory } = stores;

  async function registered(): Promise<ReadonlyMap<string, Client>> {
    return new Map((await clients.list()).map((client) => [client.id, client]));
  }

  return {
    /** Of each relying party that was sent something within 24 hours, by its id. */
    async summary(): Promise<ClientLedger[]> {
      const known = await registered();
      return (await ledger.countSince(daysAfter(clock.now(), -1))).map(({ destination, ...counts }) => ({
        ...counts,
        clientId: destination,
        client: known.get(destination),
      }));
    },

    /** What has not arrived, the newest first. */
    async list(query: LedgerQuery, page: LedgerPage): Promise<{ rows: ListedDelivery[]; hasMore: boolean }> {
      const found = await ledger.listUndelivered(query, { ...page, limit: page.limit + 1 });
      const rows = found.slice(0, page.limit);
      if (page.order === 'oldest') rows.reverse();
      const ids = [...new Set(rows.flatMap(({ personId }) => personId ?? []))];
      const standings = ids.length === 0 ? [] : await directory.listStandings(ids);
      const people = new Map(standings.map(({ person }) => [person.id, person]));
      const known = await registered();
      return {
        rows: rows.map((row) => ({
          ...row,
          client: known.get(row.clientId),
          person: row.personId === null ? undefined : people.get(row.personId),
        })),
        hasMore: found.length > page.limit,
      };
    },

    /**
     * Has what waits for its next try sent at once: one message, or all to a relying party. What was given up is gone.
     * @returns how many
     */
    async retry(which: { id: string } | { clientId: string }, actor: Actor): Promise<number> {
      if ('id' in which && !isRowId(which.id)) return 0;
      return transact(async (inside) => {
        const at = clock.now();
        const moved = await inside.ledger.makeDue(which, at, new Date(at.getTime() + SOON_MS));
        for (const [clientId, count] of moved)
          await inside.audit.append({ type: 'delivery.retried', at, actor, clientId, details: { count } });
        return [...moved.values()].reduce((sum, count) => sum + count, 0);
      });
    },
  };
}
