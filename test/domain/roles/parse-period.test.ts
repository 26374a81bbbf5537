import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseMoment, parsePeriod } from '../../../src/domain/roles/parse-period.ts';
import { covers } from '../../../src/domain/roles/period.ts';

describe('period of a role grant', () => {
  it('takes days of Asia/Ho_Chi_Minh, both included', () => {
    const { from, until } = parsePeriod('2026-03-01', '2026-03-31');
    assert.equal(from?.toISOString(), '2026-02-28T17:00:00.000Z');
    assert.equal(until?.toISOString(), '2026-03-31T17:00:00.000Z');
  });

  it('holds the first and the last second of its days and nothing beyond', () => {
    const period = parsePeriod('2026-03-01', '2026-03-01');
    const at = (time: string) => covers(period, new Date(`${time}+07:00`));
    assert.equal(at('2026-02-28T23:59:59.999'), false);
    assert.equal(at('2026-03-01T00:00:00.000'), true);
    assert.equal(at('2026-03-01T23:59:59.999'), true);
    assert.equal(at('2026-03-02T00:00:00.000'), false);
  });

  it('takes RFC 3339 times as they are', () => {
    const { from, until } = parsePeriod('2026-03-01T08:00:00+07:00', '2026-03-01t03:30:00.250z');
    assert.equal(from?.toISOString(), '2026-03-01T01:00:00.000Z');
    assert.equal(until?.toISOString(), '2026-03-01T03:30:00.250Z');
  });

  it('is open where nothing is said', () => {
    assert.deepEqual(parsePeriod(), { from: null, until: null });
    assert.deepEqual(parsePeriod(undefined, '2026-03-01').from, null);
    assert.deepEqual(parsePeriod('2026-03-01').until, null);
  });

  const unreadable = [
    '',
    ' ',
    'today',
    '2026-3-1',
    '01/03/2026',
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '0026-03-01',
    '2026-03-01T08:00',
    '2026-03-01T08:00:00',
    '2026-03-01 08:00:00Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T23:59:60Z',
    '2026-03-01T08:00:00+7:00',
    '2026-03-01T08:00:00+24:00',
    '2026-02-30T08:00:00Z',
    '2026-03-01\n',
    '+002026-03-01',
  ];
  for (const text of unreadable) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const fault = (field: string) => ({ code: 'period_invalid', details: { field, value: text } });
      assert.throws(() => parsePeriod(text), fault('from'));
      assert.throws(() => parsePeriod(undefined, text), fault('until'));
      assert.throws(() => parseMoment(text, new Date()), fault('at'));
    });
  }

  it('refuses a period that ends before it begins', () => {
    const fault = { code: 'period_invalid', details: { reason: 'ends_before_it_begins' } };
    assert.throws(() => parsePeriod('2026-03-02', '2026-03-01'), fault);
    assert.throws(() => parsePeriod('2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z'), fault);
  });

  it('agrees with the calendar of Asia/Ho_Chi_Minh on every day and second', () => {
    const days = fc
      .date({
        min: new Date('1980-01-01T00:00:00Z'),
        max: new Date('2100-01-01T00:00:00Z'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString().slice(0, 10));
    const offsets = fc.oneof(
      fc.constantFrom(-1, 0, 1, 86_399_999, 86_400_000),
      fc.integer({ min: -2e8, max: 2e8 }),
    );
    const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' });
    fc.assert(
      fc.property(days, offsets, (day, offset) => {
        const at = new Date(Date.parse(`${day}T00:00:00+07:00`) + offset);
        assert.equal(covers(parsePeriod(day, day), at), calendar.format(at) === day);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('moment of a question', () => {
  const now = new Date('2026-03-01T03:00:00Z');

  it('is now for today, the first instant of any other day, and a time as it is', () => {
    assert.equal(parseMoment('2026-03-01', now), now);
    assert.equal(parseMoment('2026-03-02', now).toISOString(), '2026-03-01T17:00:00.000Z');
    assert.equal(parseMoment('2026-03-02T09:00:00+07:00', now).toISOString(), '2026-03-02T02:00:00.000Z');
  });
});
