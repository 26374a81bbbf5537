import type { Delivery, DeliveryStore, OutboxRow } from '../../src/domain/deliveries/delivery.ts';

interface StoredRow extends OutboxRow {
  dueAt: number | null;
  deliveredAt: Date | null;
  lastError: string | null;
}

/** The outbox table in memory, with the meaning of the port and nothing more. */
export class MemoryDeliveryStore implements DeliveryStore {
  readonly rows: StoredRow[] = [];

  async add(delivery: Delivery, at: Date): Promise<void> {
    const id = String(this.rows.length + 1);
    const state = { attempts: 0, dueAt: at.getTime(), deliveredAt: null, lastError: null };
    this.rows.push({ id, delivery, createdAt: at, ...state });
  }

  async addAll(deliveries: readonly Delivery[], at: Date): Promise<void> {
    for (const delivery of deliveries) await this.add(delivery, at);
  }

  async claim(now: Date, leaseUntil: Date, limit: number): Promise<OutboxRow[]> {
    const due = this.rows.filter(({ dueAt }) => dueAt !== null && dueAt <= now.getTime());
    due.sort((left, right) => (left.dueAt ?? 0) - (right.dueAt ?? 0));
    return due.slice(0, limit).map((row) => {
      row.attempts += 1;
      row.dueAt = leaseUntil.getTime();
      const { id, delivery, createdAt, attempts } = row;
      return { id, delivery, createdAt, attempts };
    });
  }

  async succeed(id: string, at: Date): Promise<void> {
    Object.assign(this.#row(id), { dueAt: null, deliveredAt: at });
  }

  async fail(id: string, _at: Date, reason: string, retryAt: Date | null): Promise<void> {
    Object.assign(this.#row(id), { dueAt: retryAt ? retryAt.getTime() : null, lastError: reason });
  }

  async listOfSession(sessionUid: string): Promise<{ clientId: string; deliveredAt: Date | null }[]> {
    const found = this.rows.flatMap(({ delivery, deliveredAt }) => {
      const isOfSession = delivery.kind === 'backchannel_logout' && delivery.sessionUid === sessionUid;
      return isOfSession ? [{ clientId: delivery.clientId, deliveredAt }] : [];
    });
    return found.sort((left, right) => (left.clientId < right.clientId ? -1 : 1));
  }

  #row(id: string): StoredRow {
    const row = this.rows.find((each) => each.id === id);
    if (!row) throw new Error(`no row ${id}`);
    return row;
  }
}
