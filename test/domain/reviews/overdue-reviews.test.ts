import { strict as assert } from 'node:assert';
import { dueReminders } from '../../../src/domain/reviews/overdue-reviews.ts';

describe('domain/reviews: reminders', () => {
  it('go out from a week before, on the due day, and never afterwards', () => {
    const on = (today: string) => dueReminders({ dueOn: '2026-12-20' }, today);
    assert.deepEqual(on('2026-12-12'), []);
    assert.deepEqual(on('2026-12-13'), ['early']);
    assert.deepEqual(on('2026-12-19'), ['early']);
    assert.deepEqual(on('2026-12-20'), ['due']);
    assert.deepEqual(on('2026-12-21'), []);
    assert.deepEqual(dueReminders({ dueOn: '2027-01-03' }, '2026-12-27'), ['early']);
  });
});
