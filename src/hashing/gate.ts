import { DomainError } from '../domain/errors.ts';

/** Lets a bounded amount of expensive work through; the rest waits in order or is turned away. */
export interface Gate {
  /**
   * Runs `work` when a slot is free.
   * @throws DomainError `busy` at once when the queue is full; else whatever `work` throws
   */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Pieces of work under way. */
  readonly active: number;
  /** Pieces of work in the queue. */
  readonly waiting: number;
}

/**
 * @param slots work under way at once; for hashing `os.availableParallelism()`
 * @param queue work that may wait; slots × acceptable wait ÷ time of one piece
 */
export function createGate({ slots, queue }: { slots: number; queue: number }): Gate {
  const waiting: (() => void)[] = [];
  let active = 0;

  async function enter(): Promise<void> {
    if (active < slots) {
      active += 1;
      return;
    }
    if (waiting.length >= queue) throw new DomainError('busy');
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function leave(): void {
    const next = waiting.shift();
    // The slot passes straight to the next in line: nobody can slip in between.
    if (next) next();
    else active -= 1;
  }

  return {
    async run(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
    get active() {
      return active;
    },
    get waiting() {
      return waiting.length;
    },
  };
}
