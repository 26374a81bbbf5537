/** A stream of numbers that looks random and is the same for the same seed, on every machine. */
export interface SeededRandom {
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
}

/** Starts a stream (mulberry32); for made-up data only, never for secrets. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
  };
}

/** Repeats each item as often as its weight says, so that `pick` finds the frequent ones more often. */
export function byWeight<Item>(
  first: readonly [Item, number],
  ...others: readonly (readonly [Item, number])[]
): [Item, ...Item[]] {
  const [head, headWeight] = first;
  const repeated = [[head, headWeight - 1] as const, ...others];
  return [head, ...repeated.flatMap(([item, weight]) => Array.from({ length: weight }, () => item))];
}
