import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nextTry } from '../../src/outbox/backoff.ts';

const created = new Date('2026-03-02T08:00:00Z');
const later = (ms: number) => new Date(created.getTime() + ms);
const DAY = 24 * 60 * 60 * 1000;

describe('outbox/backoff', () => {
  it('retries quickly, then less often, then hourly', () => {
    const seconds = [1, 2, 3, 4, 5, 6, 7, 8, 30].map((attempts) => {
      const next = nextTry(attempts, created, created, 0.5);
      return next && (next.getTime() - created.getTime()) / 1000;
    });
    assert.deepEqual(seconds, [2, 5, 15, 60, 300, 900, 3600, 3600, 3600]);
  });

  it('spreads by 20 % either way', () => {
    assert.deepEqual(nextTry(4, created, created, 0), later(48_000));
    assert.deepEqual(nextTry(4, created, created, 1), later(72_000));
  });

  it('tries a last time when the day is over, then gives up', () => {
    assert.deepEqual(nextTry(30, created, later(DAY - 1), 0.5), later(DAY));
    assert.equal(nextTry(31, created, later(DAY), 0.5), null);
  });

  it('is later than now and never after the day, whatever happens', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 2 * DAY }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, age, jitter) => {
          const next = nextTry(attempts, created, later(age), jitter);
          if (age >= DAY) assert.equal(next, null);
          else assert.ok(next && next > later(age) && next <= later(DAY));
        },
      ),
    ));

  it('tries about thirty times in a day of failures', () => {
    let now = created;
    let attempts = 0;
    for (let next: Date | null = created; next; next = nextTry(attempts, created, now, 0.5)) {
      now = next;
      attempts += 1;
    }
    assert.ok(attempts > 25 && attempts < 35, `${attempts} tries`);
  });
});
