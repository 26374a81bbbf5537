import assert from 'node:assert/strict';
import {
  formatDay,
  formatDayTime,
  formatDeadline,
  formatMoment,
  formatTime,
  formatTimestamp,
} from '../../src/messages/dates.ts';

const at = (local: string) => new Date(`${local}+07:00`);
const now = at('2026-11-20T10:31:09');

describe('dates and times', () => {
  it('are those of Viet Nam wherever the server stands', () => {
    assert.equal(formatDay(new Date('2026-11-17T17:00:00Z'), 'vi'), '18/11/2026');
    assert.equal(formatTime(new Date('2026-11-17T17:05:00Z')), '00:05');
  });

  it('read as each language writes them', () => {
    assert.equal(formatDay(at('2026-03-02T08:00:00'), 'vi'), '02/03/2026');
    assert.equal(formatDay(now, 'en'), '20\u00a0Nov\u00a02026');
    assert.equal(formatTimestamp(now, 'vi'), '20/11/2026 10:31:09');
    assert.equal(formatDayTime(now, 'vi'), '10:31 ngày 20/11/2026');
    assert.equal(formatDayTime(now, 'en'), '10:31, 20\u00a0Nov\u00a02026');
  });

  it('name today and yesterday by calendar day, not by hours', () => {
    assert.equal(formatMoment(at('2026-11-20T08:03:00'), now, 'vi'), 'hôm nay 08:03');
    assert.equal(formatMoment(at('2026-11-19T23:59:59'), at('2026-11-20T00:00:00'), 'vi'), 'hôm qua 23:59');
    assert.equal(formatMoment(at('2026-11-19T16:42:00'), now, 'en'), 'yesterday 16:42');
    assert.equal(formatMoment(at('2026-11-18T23:59:00'), now, 'vi'), '18/11/2026');
    assert.equal(formatMoment(at('2026-11-21T08:00:00'), now, 'vi'), '21/11/2026');
  });

  it('give deadlines as clock time', () => {
    assert.equal(formatDeadline(at('2026-11-20T18:12:00'), now, 'vi'), '18:12 hôm nay');
    assert.equal(formatDeadline(at('2026-11-21T08:00:00'), now, 'vi'), '08:00 ngày mai');
    assert.equal(formatDeadline(at('2026-11-25T08:00:00'), now, 'vi'), '08:00 ngày 25/11/2026');
    assert.equal(formatDeadline(at('2026-11-21T08:00:00'), now, 'en'), '08:00 tomorrow');
  });
});
