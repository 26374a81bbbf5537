import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayAfter, dayBefore } from '../../../src/domain/directory/staff-draft.ts';
import type { Unit } from '../../../src/domain/directory/unit.ts';
import { codeKeysOf, codeOn, codeSince, withCode } from '../../../src/domain/directory/unit-code-history.ts';
import { TODAY, unit } from './staff-fixture.ts';

const merged = unit({
  id: 'u',
  code: 'G06.25',
  formerCodes: [
    { code: 'G14.7', until: '2020-12-31' },
    { code: 'G14.25', until: '2025-02-28' },
  ],
});

describe('directory/unit-code-history', () => {
  it('knows the code of every day', () => {
    const codes = ['1990-01-01', '2020-12-31', '2021-01-01', '2025-02-28', '2025-03-01', '9999-12-31'];
    assert.deepEqual(
      codes.map((day) => codeOn(merged, day)),
      ['G14.7', 'G14.7', 'G14.25', 'G14.25', 'G06.25', 'G06.25'],
    );
    assert.equal(codeSince(merged), '2025-03-01');
    assert.equal(codeSince(unit({ id: 'u' })), null);
    assert.deepEqual([...codeKeysOf(merged)], ['G06.25', 'G14.7', 'G14.25']);
  });

  it('corrects the day when the same replacement is named again, and only then', () => {
    const again = (validFrom: string | null | undefined, formerCode = 'G14.025') =>
      withCode(merged, { code: 'G06.25', formerCode, validFrom }, TODAY).formerCodes.at(-1)?.until;
    assert.equal(again('2025-06-01'), '2025-05-31');
    for (const silent of [undefined, null, '2025-03-01', '2021-01-01', '2019-01-01'])
      assert.equal(again(silent), '2025-02-28', String(silent));
    assert.equal(again('2025-06-01', 'G14.7'), '2025-02-28');
  });

  it('keeps a log of codes like a list of days, whatever day HR names', () => {
    const step = fc.record({
      pause: fc.integer({ min: 1, max: 60 }),
      code: fc.constantFrom('G06.1', 'G06.2', 'G06.3'),
      /** How long ago HR says that it was; none: no day in the file. */
      ago: fc.option(fc.integer({ min: 0, max: 90 })),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let current: Unit = unit({ id: 'u', code: 'G14.1', validFrom: '2007-07-31' });
        let [today, start] = ['2026-01-01', '2007-07-31'];
        const model: [since: string, code: string][] = [[start, current.code]];
        for (const { pause, code, ago } of steps) {
          today = shifted(today, pause);
          const validFrom = ago === null ? null : shifted(today, -ago);
          const named = { code, formerCode: current.code, validFrom };
          if (code !== current.code) {
            start = validFrom !== null && validFrom > start ? validFrom : today;
            model.push([start, code]);
          }
          current = { ...current, ...withCode(current, named, today) };
          // The same row, today and later.
          for (const later of [today, shifted(today, 30)])
            assert.deepEqual({ ...current, ...withCode(current, named, later) }, current);
        }
        const days = model.flatMap(([since]) => [dayBefore(since), since, dayAfter(since)]);
        for (const day of days.filter((each) => each >= '2007-07-31'))
          assert.equal(codeOn(current, day), model.findLast(([since]) => since <= day)?.[1], day);
      }),
      { numRuns: 500 },
    );
  });
});

function shifted(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
