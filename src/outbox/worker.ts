import type { Clock } from '../domain/clock.ts';
import {
  type Delivery,
  type DeliveryStore,
  destinationOf,
  type OutboxRow,
} from '../domain/deliveries/delivery.ts';
import { type Deliver, deliverWithin, PermanentFailure, reasonOf } from './attempt.ts';
import { nextTry } from './backoff.ts';
import { type Claimed, Lanes } from './lanes.ts';

/** How one try ended. `retryAt` null: it was the last one. */
export type Outcome =
  | { kind: 'delivered'; at: Date }
  | { kind: 'failed'; at: Date; reason: string; retryAt: Date | null };

/** The part of a pino logger that the worker needs. */
export interface WorkerLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface OutboxWorkerOptions {
  store: Pick<DeliveryStore, 'claim' | 'succeed' | 'fail'>;
  /** One function for each kind: resolves when the delivery has arrived, throws when it has not. */
  deliver: Deliver;
  clock: Clock;
  /** Uniform in 0…1. */
  random: () => number;
  log: WorkerLog;
  /** Called after the outcome is stored; what it throws is logged. */
  onOutcome?: ((row: OutboxRow, outcome: Outcome) => Promise<void>) | undefined;
  /** How often to look for due rows without being woken. */
  pollMs?: number | undefined;
  /** How long a claimed row stays with this worker. A try gets half of it. */
  leaseMs?: number | undefined;
  concurrency?: number | undefined;
  perDestination?: number | undefined;
}

export interface OutboxWorker {
  start(): void;
  /** Looks for due rows at once; call it after a commit that added some. */
  wake(): void;
  /** Claims nothing more and resolves when the deliveries under way have ended and are stored. */
  stop(): Promise<void>;
}

/**
 * Delivers the rows of the outbox: at least once each, any number of workers side by side.
 * Faults of the store are logged and met again at the next poll; a row whose worker died is due again when its
 * lease ends. Lanes keep one dead destination from delaying the others.
 */
export function createOutboxWorker(options: OutboxWorkerOptions): OutboxWorker {
  return new Worker(options);
}

// What another process queued waits for this: a leaver's systems must hear of it within 2 s.
const POLL_MS = 500;

class Worker implements OutboxWorker {
  readonly #options: OutboxWorkerOptions;
  readonly #leaseMs: number;
  readonly #lanes: Lanes;
  readonly #underWay = new Set<Promise<void>>();
  #state: 'new' | 'running' | 'stopped' = 'new';
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #wokenAgain = false;

  constructor(options: OutboxWorkerOptions) {
    const { leaseMs = 30_000, concurrency = 8, perDestination = 2 } = options;
    this.#options = options;
    this.#leaseMs = leaseMs;
    this.#lanes = new Lanes({ slots: concurrency, perDestination, room: concurrency * 8 });
  }

  start(): void {
    if (this.#state !== 'new') return;
    this.#state = 'running';
    this.#timer = setInterval(() => this.wake(), this.#options.pollMs ?? POLL_MS);
    this.wake();
  }

  wake(): void {
    if (this.#state !== 'running') return;
    this.#wokenAgain = this.#round !== undefined;
    this.#round ??= this.#look().finally(() => {
      this.#round = undefined;
      if (this.#wokenAgain) this.wake();
    });
  }

  async stop(): Promise<void> {
    this.#state = 'stopped';
    clearInterval(this.#timer);
    await this.#round;
    await Promise.all(this.#underWay);
  }

  /** One round: starts what may start and claims until nothing is due or nothing more can be taken. */
  async #look(): Promise<void> {
    try {
      let exhausted = false;
      this.#startWaiting();
      for (let limit = this.#wanted(); limit > 0 && !exhausted; limit = this.#wanted()) {
        exhausted = (await this.#claim(limit)) < limit;
        this.#startWaiting();
      }
    } catch (error) {
      this.#options.log.warn({ err: error }, 'outbox: rows could not be claimed');
    }
  }

  #wanted(): number {
    return this.#state === 'running' ? this.#lanes.wanted(this.#now().getTime()) : 0;
  }

  async #claim(limit: number): Promise<number> {
    const now = this.#now();
    const rows = await this.#options.store.claim(now, new Date(now.getTime() + this.#leaseMs), limit);
    for (const row of rows) this.#lanes.admit({ row, startBy: now.getTime() + this.#leaseMs / 2 });
    return rows.length;
  }

  #startWaiting(): void {
    while (this.#state === 'running') {
      const claimed = this.#lanes.next(this.#now().getTime());
      if (!claimed) return;
      const ended: Promise<void> = this.#attempt(claimed).finally(() => {
        this.#underWay.delete(ended);
        this.wake();
      });
      this.#underWay.add(ended);
    }
  }

  async #attempt(claimed: Claimed): Promise<void> {
    const { row } = claimed;
    const failure = await deliverWithin(this.#options.deliver, row, this.#leaseMs / 2);
    const outcome = this.#outcomeOf(row, failure);
    try {
      await this.#record(row, outcome);
    } catch (error) {
      this.#options.log.warn({ err: error, id: row.id }, 'outbox: an outcome could not be stored');
    } finally {
      this.#lanes.settle(claimed, outcome.kind === 'delivered', this.#now().getTime());
    }
  }

  #outcomeOf(row: OutboxRow, failure: unknown): Outcome {
    const at = this.#now();
    if (failure === undefined) return { kind: 'delivered', at };
    const next = nextTry(row.attempts, row.createdAt, at, this.#options.random());
    const isOver =
      failure instanceof PermanentFailure || (next !== null && isWorthlessAt(row.delivery, next));
    return { kind: 'failed', at, reason: reasonOf(failure), retryAt: isOver ? null : next };
  }

  async #record(row: OutboxRow, outcome: Outcome): Promise<void> {
    const { store, log, onOutcome } = this.#options;
    const facts = { id: row.id, destination: destinationOf(row.delivery), attempts: row.attempts };
    if (outcome.kind === 'delivered') {
      await store.succeed(row.id, outcome.at);
      log.info(facts, 'outbox: delivered');
    } else {
      const { reason, retryAt } = outcome;
      await store.fail(row.id, outcome.at, reason, retryAt);
      log.warn({ ...facts, reason, retryAt }, retryAt ? 'outbox: not delivered' : 'outbox: given up');
    }
    await onOutcome?.(row, outcome);
  }

  #now(): Date {
    return this.#options.clock.now();
  }
}

function isWorthlessAt(delivery: Delivery, instant: Date): boolean {
  return (
    delivery.kind === 'mail' && delivery.expiresAt !== undefined && new Date(delivery.expiresAt) <= instant
  );
}
