import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { type Decided, findHaste } from '../../../src/domain/reviews/haste.ts';

const START = Date.parse('2026-11-19T09:05:00Z');
const decided = (ms: number, verdict: 'keep' | 'revoke' = 'keep', decidedBy = 'person:a'): Decided => ({
  verdict,
  decidedAt: new Date(START + ms),
  decidedBy,
});
const every = (count: number, ms: number) => Array.from({ length: count }, (_, index) => decided(index * ms));

describe('domain/reviews: haste', () => {
  it('is a run of items kept less than two seconds apart', () => {
    assert.deepEqual(findHaste(every(22, 1999)), [
      { by: 'person:a', from: new Date(START), until: new Date(START + 21 * 1999), items: 22 },
    ]);
    assert.deepEqual(findHaste(every(22, 2000)), []);
    assert.deepEqual(findHaste(every(4, 100)), []);
  });

  it('ends where something was revoked, and does not mix reviewers', () => {
    const broken = every(8, 500).map((each, index) =>
      index === 4 ? { ...each, verdict: 'revoke' as const } : each,
    );
    assert.deepEqual(findHaste(broken), []);
    const others = every(8, 500).map((each, index) => ({ ...each, decidedBy: `person:${index % 2}` }));
    assert.deepEqual(findHaste(others), []);
  });

  it('does not depend on the order of rows, nor on what is undecided', () => {
    const open: Decided = { verdict: null, decidedAt: null, decidedBy: null };
    fc.assert(
      fc.property(fc.array(fc.nat(60_000), { minLength: 1, maxLength: 40 }), (times) => {
        const distinct = [...new Set(times)].map((ms) => decided(ms));
        const found = findHaste(distinct);
        assert.deepEqual(findHaste([open, ...distinct.toReversed()]), found);
        const sorted = distinct.map((each) => Number(each.decidedAt)).sort((one, other) => one - other);
        const runs: number[][] = [];
        for (const ms of sorted) {
          const run = runs.at(-1);
          if (run !== undefined && ms - (run.at(-1) ?? 0) < 2000) run.push(ms);
          else runs.push([ms]);
        }
        assert.deepEqual(
          found.map(({ items }) => items),
          runs.map((run) => run.length).filter((length) => length >= 5),
        );
      }),
    );
  });
});
