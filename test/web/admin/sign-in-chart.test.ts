import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { chartSlots, withinHours } from '../../../src/domain/overview/sign-in-slots.ts';
import { signInChart } from '../../../src/web/admin/sign-in-chart.ts';

const from = new Date('2026-11-20T00:00:00+07:00');
const QUARTER = 900_000;
const span = { from, stepMs: QUARTER, length: 96 };
const counts = fc
  .uniqueArray(fc.integer({ min: 0, max: 95 }), { maxLength: 40 })
  .chain((slots) =>
    fc.tuple(
      ...slots.map((slot) =>
        fc.record({ slot: fc.constant(slot), succeeded: fc.nat(5000), refused: fc.nat(300) }),
      ),
    ),
  );

describe('chart of sign-ins', () => {
  it('loses no sign-in, and keeps every shape within its bounds', () => {
    fc.assert(
      fc.property(counts, fc.nat(95), (counted, passed) => {
        const now = new Date(from.getTime() + passed * QUARTER + 1);
        const slots = withinHours(chartSlots(span, counted, null, now), span, [6, 18]);
        const sum = (key: 'succeeded' | 'refused', rows: readonly Record<typeof key, number>[]) =>
          rows.reduce((total, row) => total + row[key], 0);
        for (const key of ['succeeded', 'refused'] as const) assert.equal(sum(key, slots), sum(key, counted));
        assert.ok(slots.length >= 48);
        const { width, height, base, left, succeeded, refused, lines } = signInChart(slots, now);
        assert.equal(succeeded.length, counted.filter((each) => each.succeeded > 0).length);
        for (const bar of succeeded)
          assert.ok(bar.y >= 0 && bar.y + bar.height <= base + 1, JSON.stringify(bar));
        for (const bar of refused) assert.ok(bar.y >= base && bar.y + bar.height <= height);
        for (const bar of [...succeeded, ...refused])
          assert.ok(bar.x >= left && bar.x + bar.width <= width + 1 && bar.width > 0);
        const most = Math.max(0, ...counted.map((each) => each.succeeded));
        assert.ok((lines.at(-1)?.value ?? 0) >= most);
      }),
      { numRuns: 200 },
    );
  });

  it('marks the present between what was and what is to come', () => {
    const now = new Date(from.getTime() + 40 * QUARTER + QUARTER / 2);
    const slots = chartSlots(span, [], null, now);
    const chart = signInChart(slots, now);
    const pitch = (chart.width - chart.left) / 96;
    assert.ok(Math.abs((chart.now ?? 0) - (chart.left + 40.5 * pitch)) < 0.2);
    assert.equal(
      signInChart(chartSlots(span, [], null, new Date(from.getTime() + 86_400_000)), now).now,
      null,
    );
  });
});
