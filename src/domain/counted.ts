/** A search is counted so far: who finds more narrows it, and nobody waits for a number that she does not use. */
const MOST_COUNTED = 10_000;

/** How many a search finds. */
export interface Counted {
  number: number;
  /** Whether there are more than that. */
  isMore: boolean;
}

/** Counts no further than a search is counted. @param count asks a store, which stops at the number that it is given */
export async function countUpToMost(count: (most: number) => Promise<number>): Promise<Counted> {
  const number = await count(MOST_COUNTED + 1);
  return { number: Math.min(number, MOST_COUNTED), isMore: number > MOST_COUNTED };
}
