import { setImmediate } from 'node:timers/promises';

/** Rows of one statement: large enough to be fast, small enough to bound the memory and the time of both sides. */
export const BATCH = 2000;

/** The steps of writing one batch. */
export interface BatchSteps<Item, Source, Prepared> {
  /** Asks the database for what the rows follow from. */
  read(batch: Item[]): Source | Promise<Source>;
  prepare(source: Source): Prepared;
  write(prepared: Prepared): Promise<unknown>;
}

/** Writes many items; while the database works on one batch, the next is prepared. */
export async function writeInBatches<Item, Source, Prepared>(
  items: readonly Item[],
  { read, prepare, write }: BatchSteps<Item, Source, Prepared>,
): Promise<void> {
  let ready: { prepared: Prepared } | undefined;
  const prepareMeanwhile = (source: Source) => setImmediate().then(() => ({ prepared: prepare(source) }));
  for (let start = 0; start < items.length; start += BATCH) {
    // Alone: a connection takes one statement at a time.
    const source = await read(items.slice(start, start + BATCH));
    const writing = ready && write(ready.prepared);
    if (writing === undefined) ready = { prepared: prepare(source) };
    else [ready] = await Promise.all([prepareMeanwhile(source), writing]);
  }
  if (ready) await write(ready.prepared);
}
