/** A message to a relying party is waiting for a try, or was given up after 24 hours. */
export const LEDGER_STATES = ['waiting', 'failed'] as const;
export type LedgerState = (typeof LEDGER_STATES)[number];

/** Messages to a relying party. */
export interface LedgerCounts {
  destination: string;
  sent: number;
  delivered: number;
  waiting: number;
  failed: number;
  lastDeliveredAt: Date | null;
}

/** A message that has not arrived. */
export interface Undelivered {
  id: string;
  kind: 'backchannel_logout' | 'role_change';
  clientId: string;
  /** Null when nothing says any more whom it was about. */
  personId: string | null;
  createdAt: Date;
  attempts: number;
  lastError: string | null;
  /** Null when it was given up. */
  dueAt: Date | null;
  failedAt: Date | null;
}

export interface LedgerQuery {
  clientId?: string | undefined;
  state?: LedgerState | undefined;
}

/** A part of a list, by the time at which messages were queued. */
export interface LedgerPage {
  order: 'newest' | 'oldest';
  /** Id of the row beyond which the page begins, in its order. */
  past?: string | undefined;
  limit: number;
}

/** Port of the outbox as officers look at it; letters are not in it. */
export interface LedgerStore {
  /** By destination, of what was queued after a moment. */
  countSince(moment: Date): Promise<LedgerCounts[]>;
  listUndelivered(query: LedgerQuery, page: LedgerPage): Promise<Undelivered[]>;
  /** Makes due what waits until after `later`; a conditional statement. Returns how many by destination. */
  makeDue(which: { id: string } | { clientId: string }, now: Date, later: Date): Promise<Map<string, number>>;
}
