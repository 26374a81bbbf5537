import assert from 'node:assert/strict';
import { postsOverTime } from '../../../src/domain/directory/posts-over-time.ts';
import { appointmentRow, unitRow } from '../roles/rows.ts';

const TODAY = '2026-11-20';
const units = ['a', 'b', 'c', 'd', 'e'].map((id) => unitRow(id));
const positions = [{ id: 'staff', code: 'truong-phong', name: 'Trưởng phòng' }];

describe('directory/posts-over-time', () => {
  it('tells today’s posts first, the main one before them, then what comes, then what was', () => {
    const appointments = [
      appointmentRow('a', { isMain: false, from: '2020-01-01' }),
      appointmentRow('b', { from: '2021-01-01', until: '2025-12-31' }),
      appointmentRow('c', { from: '2027-01-01' }),
      appointmentRow('d', { isMain: true, from: TODAY, until: TODAY }),
      appointmentRow('e', { from: '2026-01-01', until: '2026-11-19' }),
    ];
    const posts = postsOverTime({ appointments, units, positions }, TODAY);
    assert.deepEqual(
      posts.map(({ unitCode, when }) => `${unitCode} ${when}`),
      ['D now', 'A now', 'C coming', 'E past', 'B past'],
    );
  });

  it('says who acts, and keeps what it cannot name', () => {
    const acting = appointmentRow('a', { isActing: true });
    const unknown = appointmentRow('z', { positionId: 'gone', isMain: false });
    const posts = postsOverTime({ appointments: [acting, unknown], units, positions }, TODAY);
    assert.deepEqual(
      posts.map(({ unit, position }) => [unit, position]),
      [
        ['Unit a', 'Quyền Trưởng phòng'],
        ['', ''],
      ],
    );
  });
});
