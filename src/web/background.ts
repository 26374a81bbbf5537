import type { Logger } from 'pino';

/** Work that goes on after the answer was sent; a process that stops waits for it. */
export interface Background {
  run(work: () => Promise<void>): void;
  settle(): Promise<void>;
}

export function createBackground(log: Logger): Background {
  const underWay = new Set<Promise<void>>();
  return {
    run(work) {
      const task = new Promise((begin) => setImmediate(begin))
        .then(work)
        .catch((error: unknown) => log.error({ err: error }, 'background work failed'))
        .finally(() => underWay.delete(task));
      underWay.add(task);
    },
    async settle() {
      await Promise.all(underWay);
    },
  };
}
