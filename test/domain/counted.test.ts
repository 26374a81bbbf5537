import assert from 'node:assert/strict';
import { countUpToMost } from '../../src/domain/counted.ts';

/** As a store counts: it stops at the number that it is given. */
const store = (rows: number) => async (most: number) => Math.min(rows, most);

describe('what a search finds', () => {
  it('is counted up to 10,000; of more it is said that there are more', async () => {
    for (const rows of [0, 9_999, 10_000])
      assert.deepEqual(await countUpToMost(store(rows)), { number: rows, isMore: false });
    for (const rows of [10_001, 250_000])
      assert.deepEqual(await countUpToMost(store(rows)), { number: 10_000, isMore: true });
  });
});
