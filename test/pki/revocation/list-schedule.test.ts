import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { dueAfterFailure, dueAfterSuccess } from '../../../src/pki/revocation/list-schedule.ts';

const MINUTE = 60_000;
const NOW = new Date('2026-11-20T01:00:00Z');
const minutesUntil = (due: Date) => (due.getTime() - NOW.getTime()) / MINUTE;
const jitter = fc.double({ min: 0, max: 1, noNaN: true });

describe('pki/revocation: when a list is fetched again', () => {
  it('is before its next update and before the policy’s age, but not within a minute', () => {
    const minutes = fc.integer({ min: -10_000, max: 20_000 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 1440 }), jitter, (left, age, random) => {
        const nextUpdate = new Date(NOW.getTime() + left * MINUTE);
        const due = minutesUntil(dueAfterSuccess({ nextUpdate, maxAgeMs: age * MINUTE }, NOW, random));
        const span = Math.min(left, age);
        assert.ok(due >= 1 && due <= Math.max(1, span * 0.9 + 1e-6));
        if (span > 2) assert.ok(due >= span * 0.7 - 1e-6);
      }),
    );
  });

  it('is later and later while it fails, a quarter of an hour at most, and never at the same time for all', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 60].map((failures) => minutesUntil(dueAfterFailure(failures, NOW, 0.5))),
      [0.5, 1, 2, 5, 15, 15],
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), jitter, (failures, random) => {
        const due = minutesUntil(dueAfterFailure(failures, NOW, random));
        assert.ok(due >= 0.4 && due <= 18);
      }),
    );
    assert.notEqual(minutesUntil(dueAfterFailure(1, NOW, 0)), minutesUntil(dueAfterFailure(1, NOW, 1)));
  });
});
