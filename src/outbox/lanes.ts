import { destinationOf, type OutboxRow } from '../domain/deliveries/delivery.ts';

/** A row that this worker holds under a lease. Instants are milliseconds since 1970. */
export interface Claimed {
  row: OutboxRow;
  /** After this instant a try could outlive the lease: the row is let go instead. */
  startBy: number;
}

export interface LaneOptions {
  /** Deliveries under way at once, over all destinations. */
  slots: number;
  /** Deliveries under way at once to one destination. */
  perDestination: number;
  /** Rows that may wait here for a slot of their destination. */
  room: number;
}

interface Lane {
  waiting: Claimed[];
  /** Deliveries under way with the instant they began. */
  running: Map<Claimed, number>;
  pausedUntil: number;
  /** Failures in a row. */
  failures: number;
}

// A healthy receiver of logout tokens answers in tens of milliseconds.
const SLOW_MS = 1000;
const PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Decides which of the held rows may start. Keeps no timers and does no I/O.
 *
 * One lane for each destination, served in turn. A lane has `perDestination` slots; after a failure it pauses
 * (2, 4, 8, 15 s) and then gets one slot until something arrives. Rows that their lane cannot take wait here
 * without a slot. When `room` is full, the rows of slow and paused lanes are let go: nothing is written, their
 * lease ends and they are due again. So a dead destination costs the others a claim, not a slot.
 */
export class Lanes {
  readonly #options: LaneOptions;
  readonly #lanes = new Map<string, Lane>();

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Takes in a claimed row. */
  admit(claimed: Claimed): void {
    this.#laneOf(destinationOf(claimed.row.delivery)).waiting.push(claimed);
  }

  /** The next row to deliver, marked as under way; undefined when none may start at `now`. */
  next(now: number): Claimed | undefined {
    if (this.#count('running') >= this.#options.slots) return undefined;
    for (const [destination, lane] of this.#lanes) {
      lane.waiting = lane.waiting.filter(({ startBy }) => startBy >= now);
      const limit = lane.failures > 0 ? 1 : this.#options.perDestination;
      if (now < lane.pausedUntil || lane.running.size >= limit) continue;
      const claimed = lane.waiting.shift();
      if (!claimed) continue;
      lane.running.set(claimed, now);
      // A Map is walked in the order of insertion: the lane goes to the end of the queue.
      this.#lanes.delete(destination);
      this.#lanes.set(destination, lane);
      return claimed;
    }
    return undefined;
  }

  /** Ends a delivery that `next` handed out. */
  settle(claimed: Claimed, delivered: boolean, now: number): void {
    const destination = destinationOf(claimed.row.delivery);
    const lane = this.#laneOf(destination);
    lane.running.delete(claimed);
    if (delivered) {
      lane.failures = 0;
      lane.pausedUntil = 0;
    } else if (now >= lane.pausedUntil) {
      // Deliveries that were under way together fail together: that is one failure of the destination.
      lane.failures += 1;
      lane.pausedUntil = now + Math.min(PAUSE_MS * 2 ** lane.failures, LONGEST_PAUSE_MS);
    }
    if (delivered && lane.waiting.length === 0 && lane.running.size === 0) this.#lanes.delete(destination);
  }

  /** How many more rows to claim: none while every slot is taken. */
  wanted(now: number): number {
    const { slots, room } = this.#options;
    if (this.#count('running') >= slots) return 0;
    if (this.#count('waiting') >= room) {
      for (const lane of this.#lanes.values()) if (isStuck(lane, now)) lane.waiting = [];
    }
    return Math.min(slots, room - this.#count('waiting'));
  }

  #count(part: 'running' | 'waiting'): number {
    let sum = 0;
    for (const lane of this.#lanes.values())
      sum += part === 'running' ? lane.running.size : lane.waiting.length;
    return sum;
  }

  #laneOf(destination: string): Lane {
    const known = this.#lanes.get(destination);
    if (known) return known;
    const lane: Lane = { waiting: [], running: new Map(), pausedUntil: 0, failures: 0 };
    this.#lanes.set(destination, lane);
    return lane;
  }
}

function isStuck(lane: Lane, now: number): boolean {
  return now < lane.pausedUntil || [...lane.running.values()].some((began) => now - began > SLOW_MS);
}
