import assert from 'node:assert/strict';
import { isInForce } from '../../../src/domain/directory/appointment.ts';
import {
  emptyDirectory,
  imported,
  plan,
  postsOf,
  refusalsOf,
  TODAY,
  table,
  YESTERDAY,
} from './staff-fixture.ts';

const UNITS = table('ma_don_vi,ten_don_vi,ma_don_vi_cha', 'G14,Bộ,', 'G14.25,Cục,G14', 'G14.10,Vụ,G14');
const people = (...rows: string[]) =>
  table('so_hieu,ho_va_ten,ma_don_vi,chuc_vu,tu_ngay,den_ngay,kiem_nhiem', ...rows);
const ANH =
  'CB1,Lê Ánh,G14.25,Trưởng phòng,01/01/2020,,G14|Ủy viên;G14.10|Trưởng phòng|01/02/2021|31/12/2027';
const staffed = () => imported(emptyDirectory(), [UNITS, people(ANH)]);

describe('directory/staff-plan: appointments', () => {
  it('makes the main appointment and the concurrent ones, and the positions once', () => {
    const after = staffed();
    assert.deepEqual(postsOf(after, 'CB1'), [
      '*G14.25|truong-phong|2020-01-01|',
      'G14.10|truong-phong|2021-02-01|2027-12-31',
      'G14|uy-vien||',
    ]);
    assert.deepEqual(
      after.positions.map(({ code, name }) => [code, name]),
      [
        ['truong-phong', 'Trưởng phòng'],
        ['uy-vien', 'Ủy viên'],
      ],
    );
  });

  it('takes the title for the position where that is empty', () => {
    const file = table('so_hieu,ho_va_ten,ma_don_vi,chuc_vu,chuc_danh', 'CB1,Lê Ánh,G14,,Chuyên viên chính');
    assert.deepEqual(postsOf(imported(emptyDirectory(), [UNITS, file]), 'CB1'), ['*G14|chuyen-vien-chinh||']);
  });

  it('takes another spelling of a position for the same', () => {
    const row = ANH.replaceAll('Trưởng phòng', 'TRƯỞNG  PHÒNG').replace('G14.25', '000.00.25.G14');
    const { change, unchanged } = plan(staffed(), [people(row)]);
    assert.deepEqual(Object.values(change).flat(), []);
    assert.equal(unchanged, 1);
  });

  it('keeps the id of a post whose days change', () => {
    const before = staffed();
    const { change, changed } = plan(before, [people(ANH.replace('|31/12/2027', '|30/06/2027'))]);
    const same = before.appointments.find((each) => each.until !== null);
    assert.deepEqual(change.removedAppointmentIds, []);
    assert.deepEqual(change.savedAppointments, [{ ...same, until: '2027-06-30' }]);
    assert.deepEqual(
      changed.map(({ fields }) => fields),
      [['concurrentAppointments']],
    );
  });

  it('makes movers of those whose main unit or position changes', () => {
    const moved = plan(staffed(), [people(ANH.replace('G14.25', 'G14.10'))]).movers;
    assert.deepEqual(moved, [
      {
        employeeNo: 'CB1',
        email: null,
        fullName: 'Lê Ánh',
        from: { unitCode: 'G14.25', position: 'Trưởng phòng' },
        to: { unitCode: 'G14.10', position: 'Trưởng phòng' },
        fields: [],
      },
    ]);
    const promoted = plan(staffed(), [
      people(ANH.replace('G14.25,Trưởng phòng', 'G14.25,Cục trưởng')),
    ]).movers;
    assert.deepEqual(
      promoted.map(({ to }) => to),
      [{ unitCode: 'G14.25', position: 'Cục trưởng' }],
    );
    const out = plan(staffed(), [people('CB1,Lê Ánh,,,,,')]).movers;
    assert.deepEqual(
      out.map(({ to }) => to),
      [{ unitCode: null, position: null }],
    );
  });

  it('calls a new period of the same post a change, not a move', () => {
    const result = plan(staffed(), [people(ANH.replace('01/01/2020', '01/01/2021'))]);
    assert.deepEqual(result.movers, []);
    assert.deepEqual(
      result.changed.map(({ fields }) => fields),
      [['mainPeriod']],
    );
  });

  it('keeps what the file has no columns for', () => {
    const before = staffed();
    const without = (header: string, row: string) => plan(before, [table(header, row)]).change;
    for (const change of [
      without('so_hieu,ho_va_ten', 'CB1,Lê Ánh'),
      without('so_hieu,ho_va_ten,ma_don_vi,chuc_vu', 'CB1,Lê Ánh,G14.25,Trưởng phòng'),
      without('so_hieu,ho_va_ten,ma_don_vi', 'CB1,Lê Ánh,G14.10'),
    ]) {
      assert.deepEqual(Object.values(change).flat(), []);
    }
    const cleared = without('so_hieu,ho_va_ten,kiem_nhiem', 'CB1,Lê Ánh,');
    assert.deepEqual(
      cleared.savedAppointments.map(({ isMain, until }) => [isMain, until]),
      [
        [false, YESTERDAY],
        [false, YESTERDAY],
      ],
    );
  });

  it('keeps a move on record: the old post until the day before, the new one from its day', () => {
    const moved = (row: string) => postsOf(imported(staffed(), [people(row)]), 'CB1').slice(0, 2);
    const to = (day: string) => `CB1,Lê Ánh,G14.10,Trưởng phòng,${day},,`;
    // Back-dated, today without a day in the file, and to come.
    assert.deepEqual(moved(to('01/11/2026')), [
      '*G14.10|truong-phong|2026-11-01|',
      '*G14.25|truong-phong|2020-01-01|2026-10-31',
    ]);
    assert.deepEqual(moved(to('')), [
      `*G14.10|truong-phong|${TODAY}|`,
      `*G14.25|truong-phong|2020-01-01|${YESTERDAY}`,
    ]);
    assert.deepEqual(moved(to('01/01/2027')), [
      '*G14.10|truong-phong|2027-01-01|',
      '*G14.25|truong-phong|2020-01-01|2026-12-31',
    ]);
  });

  it('forgets a move that never came about, and one that is taken back the same day', () => {
    const start = staffed();
    const move = (day: string) => ANH.replace('G14.25,Trưởng phòng,01/01/2020', `G14.10,Trưởng phòng,${day}`);
    for (const day of ['01/01/2027', '']) {
      const after = imported(imported(start, [people(move(day))]), [people(ANH)]);
      assert.deepEqual(postsOf(after, 'CB1'), postsOf(start, 'CB1'));
    }
    const silent = table('so_hieu,ho_va_ten,ma_don_vi,chuc_vu', 'CB1,Lê Ánh,G14.25,Trưởng phòng');
    const after = imported(imported(start, [people(move('01/01/2027'))]), [silent]);
    assert.deepEqual(postsOf(after, 'CB1'), postsOf(start, 'CB1'));
  });

  it('says who worked where on a past day', () => {
    const file = 'CB1,Lê Ánh,G14.10,Phó phòng,01/11/2026,,';
    const after = imported(staffed(), [people(file)]);
    const unitOn = (day: string) => {
      const [main] = after.appointments.filter((each) => each.isMain && isInForce(each, day));
      return after.units.find(({ id }) => id === main?.unitId)?.code;
    };
    assert.deepEqual(['2019-12-31', '2020-01-01', '2026-10-31', '2026-11-01', TODAY].map(unitOn), [
      undefined,
      'G14.25',
      'G14.25',
      'G14.10',
      'G14.10',
    ]);
  });

  it('ends the appointments of leavers the day before today and drops those to come', () => {
    const row = `${ANH};G14|Chủ tịch|01/01/2027;G14|Phó|01/01/2019|01/01/2020`;
    const before = imported(emptyDirectory(), [UNITS, people(row, 'CB2,Lê Bình,,,,,')]);
    const after = imported(before, [people('CB2,Lê Bình,,,,,')]);
    assert.deepEqual(postsOf(after, 'CB1'), [
      `*G14.25|truong-phong|2020-01-01|${YESTERDAY}`,
      `G14.10|truong-phong|2021-02-01|${YESTERDAY}`,
      'G14|pho|2019-01-01|2020-01-01',
      `G14|uy-vien||${YESTERDAY}`,
    ]);
    assert.deepEqual(Object.values(plan(after, [people('CB2,Lê Bình,,,,,')]).change).flat(), []);
  });

  it('refuses unknown units and double concurrent posts by line and column', () => {
    const result = plan(staffed(), [
      people(
        'CB1,Lê Ánh,G14.77,Trưởng phòng,,,G14|Ủy viên;G14|ủy viên',
        'CB2,Lê Bình,G14,Trưởng phòng,,,G14.78|Ủy viên',
      ),
    ]);
    assert.deepEqual(refusalsOf(result), [
      '2 kiem_nhiem duplicate',
      '2 ma_don_vi unknown_unit',
      '3 kiem_nhiem unknown_unit',
    ]);
    assert.deepEqual(result.refused.map(({ value }) => value).toSorted(), [
      'G14.77',
      'G14.78',
      'G14|ủy viên',
    ]);
  });
});
