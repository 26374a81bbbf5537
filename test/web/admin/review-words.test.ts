import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { BAR_WIDTH, headOf, itemLiner, meterOf } from '../../../src/web/admin/review-words.ts';
import { itemRow, reviewRow } from '../../domain/reviews/rows.ts';

const open = { closedAt: null, closedBy: null };
const at = (moment: string) => ({ now: () => new Date(moment) });

describe('web/admin: words of access reviews', () => {
  it('count days by the calendar of Viet Nam', () => {
    const left = (moment: string) => headOf(reviewRow({ ...open, dueOn: '2026-12-20' }), at(moment)).daysLeft;
    // Five in the afternoon in UTC is the next day there.
    assert.deepEqual(
      ['2026-12-18T16:59:59Z', '2026-12-18T17:00:00Z', '2026-12-19T18:00:00Z', '2026-12-20T17:00:00Z'].map(
        left,
      ),
      [2, 1, 0, -1],
    );
  });

  it('draw a bar that is never longer than it may be', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(500), (kept, revoked, left) => {
        const meter = meterOf({ items: kept + revoked + left, kept, revoked });
        const { widths } = meter;
        assert.equal(meter.left, left);
        assert.ok(widths.kept + widths.revoked <= BAR_WIDTH + 1);
        if (kept + revoked + left === 0) assert.equal(widths.kept + widths.revoked, 0);
        else if (left === 0) assert.ok(widths.kept + widths.revoked >= BAR_WIDTH - 1);
      }),
    );
  });

  it('name the system and what to look at, and say who waits for an answer until it is decided', () => {
    const asked = {
      by: 'operator:an',
      to: [],
      question: 'x',
      askedAt: '2026-11-20T01:00:00Z',
      answer: null,
      answeredAt: null,
      answeredBy: null,
    };
    const lineOf = itemLiner([], 'vi');
    const waiting = { verdict: null, decidedAt: null, decidedBy: null, questions: [asked] };
    const line = lineOf(itemRow(3, { ...waiting, signals: ['changed', 'outlier'], peers: 13 }));
    assert.equal(line.application, 'documents');
    assert.deepEqual(line.signals, [
      { text: 'Có thay đổi từ kỳ trước', isStrong: false },
      { text: 'Chỉ 1 trên 14 người có', isStrong: true },
    ]);
    assert.equal(line.isAsked, true);
    assert.equal(lineOf(itemRow(3, { questions: [asked] })).isAsked, false);
  });
});
