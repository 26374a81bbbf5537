import assert from 'node:assert/strict';
import type { Directory } from '../../../src/domain/directory/directory-store.ts';
import { recordOf } from '../../../src/domain/directory/staff-plan-record.ts';
import { undoStaff } from '../../../src/domain/directory/staff-undo.ts';
import { getUnit } from '../../../src/domain/directory/unit-lookup.ts';
import {
  applied,
  emptyDirectory,
  imported,
  options,
  plan,
  refusalsOf,
  table,
  YESTERDAY,
} from './staff-fixture.ts';

const HEADER = 'ma_don_vi,ten_don_vi,ma_don_vi_cha,hieu_luc_tu,thay_the_boi,ma_don_vi_cu';
const units = (...rows: string[]) => table(HEADER, ...rows);
const BEFORE = units('G14,Bộ,,31/07/2007,,', 'G14.05,Cục A,G14,31/07/2007,,', 'G14.06,Cục B,G14,,G14.05,');
/** The merger: every code changes, two of them on a day that the file names. */
const MERGED = units(
  'G06.05,Cục A,G06,01/03/2025,,G14.05',
  'G06,Bộ,,01/03/2025,,000.00.00.G14',
  '000.00.06.G06,Cục B,G06,,G06.05,000.00.06.G14',
);
const PEOPLE = table('so_hieu,ho_va_ten,ma_don_vi,chuc_vu', 'CB1,Lê Ánh,G14.05,Cục trưởng');
const ministry = () => imported(emptyDirectory(), [BEFORE, PEOPLE]);
const one = (row: string) => plan(ministry(), [units(row)], { partial: true });

/** Codes with former ones: `G06 < G14 -2025-02-28`. */
const codesOf = (directory: Directory) =>
  directory.units
    .map(({ code, formerCodes }) =>
      [code, ...formerCodes.map((each) => `${each.code} -${each.until}`)].join(' < '),
    )
    .toSorted();

describe('directory/staff-plan: codes of units', () => {
  it('keeps the unit and what hangs on it when its code changes, in either style', () => {
    const start = ministry();
    const result = plan(start, [MERGED]);
    assert.deepEqual(result.refused, []);
    assert.deepEqual(result.units, { added: 0, changed: 3, removed: 0, unchanged: 0 });
    assert.equal(result.unchanged, 1, 'nobody moves');
    const after = applied(start, result.change);
    assert.deepEqual(codesOf(after), [
      'G06 < G14 -2025-02-28',
      'G06.05 < G14.05 -2025-02-28',
      `G06.06 < G14.06 -${YESTERDAY}`,
    ]);
    const ids = (directory: Directory) => directory.units.map(({ id }) => id).toSorted();
    assert.deepEqual(ids(after), ids(start));
    assert.deepEqual(after.appointments, start.appointments);
    // The day is that of the code; the unit is as old as it was.
    assert.equal(after.units.find(({ code }) => code === 'G06')?.validFrom, '2007-07-31');
    assert.equal(after.units.find(({ code }) => code === 'G06.06')?.replacedBy, 'G06.05');
    const later = plan(after, [MERGED, PEOPLE], { today: '2026-12-31' });
    assert.deepEqual(Object.values(later.change).flat(), []);
  });

  it('changes nothing when later files leave the former code out', () => {
    const after = imported(ministry(), [MERGED]);
    const bare = units('G06.05,Cục A,G06,01/03/2025,,', 'G06,Bộ,,01/03/2025,,', 'G06.06,Cục B,G06,,G14.05,');
    assert.deepEqual(Object.values(plan(after, [bare]).change).flat(), []);
    const silent = table(
      'ma_don_vi,ten_don_vi,ma_don_vi_cha',
      'G06,Bộ,',
      'G06.05,Cục A,G14',
      'G06.06,Cục B,G06',
    );
    assert.deepEqual(Object.values(plan(after, [silent]).change).flat(), []);
  });

  it('finds the unit by its former codes: in other files of HR, and for officers', () => {
    const after = imported(ministry(), [MERGED]);
    const unit = after.units.find(({ code }) => code === 'G06.05');
    for (const code of ['G14.05', 'g14.5', '000.00.05.G14', 'G06.05'])
      assert.equal(getUnit(after.units, code), unit);
    assert.throws(() => getUnit(after.units, 'G14.55'), { code: 'unit_not_found' });
    assert.deepEqual(Object.values(plan(after, [PEOPLE]).change).flat(), []);
    const joined = table(
      'so_hieu,ho_va_ten,ma_don_vi,chuc_vu,kiem_nhiem',
      'CB2,Lê Bình,G14.05,Chuyên viên,G14|Thư ký',
    );
    const { appointments } = imported(after, [joined], { partial: true });
    assert.equal(appointments.filter(({ unitId }) => unitId === unit?.id).length, 2);
  });

  it('renews the code of successors in units without a row', () => {
    const after = imported(ministry(), [units('G06.05,Cục A,G14,,,G14.05')], { partial: true });
    assert.equal(after.units.find(({ code }) => code === 'G14.06')?.replacedBy, 'G06.05');
  });

  it('takes former codes from a first import, and knows them again', () => {
    const first = imported(emptyDirectory(), [MERGED]);
    assert.equal(codesOf(first)[0], 'G06 < G14 -2025-02-28');
    assert.deepEqual(Object.values(plan(first, [MERGED]).change).flat(), []);
    const twice = units('G06,Bộ,,,,G14', 'G06.1,Cục,G06,,,G14');
    assert.deepEqual(refusalsOf(plan(emptyDirectory(), [twice])), ['3 ma_don_vi duplicate']);
  });

  it('lets a unit have a former code of its own again', () => {
    const after = imported(ministry(), [units('G06,Bộ,,,,G14')], { partial: true });
    const back = units('G14,Bộ,,,,G06');
    const again = imported(after, [back], { partial: true });
    assert.ok(codesOf(again).includes(`G14 < G14 -${YESTERDAY} < G06 -${YESTERDAY}`));
    assert.deepEqual(Object.values(plan(again, [back], { partial: true }).change).flat(), []);
  });

  for (const [what, row, refusal] of [
    ['a former code that no unit had', 'G06.05,Cục A,,,,G14.77', '2 ma_don_vi_cu unknown_unit'],
    ['the code of another unit', 'G14.06,Cục A,,,,G14.05', '2 ma_don_vi unit_code_reused'],
    ['a code from tomorrow on', 'G06.05,Cục A,,21/11/2026,,G14.05', '2 hieu_luc_tu unit_code_ahead'],
    ['a former code of no form', 'G06.05,Cục A,,,,mới', '2 ma_don_vi_cu invalid_code'],
    ['a formula', 'G06.05,Cục A,,,,=G14.05', '2 ma_don_vi_cu formula'],
  ] as const) {
    it(`refuses ${what}`, () => assert.deepEqual(refusalsOf(one(row)), [refusal]));
  }

  it('takes the same code in the other style for no change', () => {
    const { change, refused } = one('G14.05,Cục A,G14,31/07/2007,,000.00.05.G14');
    assert.deepEqual([refused, Object.values(change).flat()], [[], []]);
  });

  it('never gives a former code to another unit, in whatever order or import', () => {
    const after = imported(ministry(), [units('G06.05,Cục A,G14,,,G14.05')], { partial: true });
    const taken = (...rows: string[]) => refusalsOf(plan(after, [units(...rows)], { partial: true }));
    assert.deepEqual(taken('G14.05,Cục mới,G14,,,'), ['2 ma_don_vi unit_code_reused']);
    assert.deepEqual(taken('G14.5,Cục B,G14,,,G14.06'), ['2 ma_don_vi unit_code_reused']);
    for (const rows of [
      ['G14.06,Cục A,,,,G14.05', 'G14.05,Cục B,,,,G14.06'],
      ['G14.06,Cục A,,,,G14.05', 'G06.06,Cục B,,,,G14.06'],
      ['G06.05,Cục A,,,,G14.05', 'G14.05,Cục C,,,,'],
      ['G06.05,Cục A,,,,G14.05', 'G06.05,Cục B,,,,G14.06'],
      ['G06.05,Cục A,,,,G14.05', 'G06.5,Cục C,,,,'],
    ]) {
      for (const order of [rows, rows.toReversed()]) {
        const refused = refusalsOf(plan(ministry(), [units(...order)], { partial: true }));
        assert.ok(refused.length > 0, order.join(' / '));
        for (const each of refused) assert.match(each, / ma_don_vi (unit_code_reused|duplicate)$/);
      }
    }
  });

  it('is undone by its record, and then not back again when another unit has got the code', () => {
    const start = ministry();
    const { change } = plan(start, [MERGED]);
    const after = applied(start, change);
    const record = JSON.parse(JSON.stringify(recordOf(start, change)));
    const undo = undoStaff(after, 'p', record, options());
    assert.deepEqual(undo.refused, []);
    const back = applied(after, undo.change);
    assert.deepEqual(codesOf(back), codesOf(start));
    const other = imported(back, [units('G06.05,Cục C,G14,,,')], { partial: true });
    const redo = undoStaff(other, 'q', recordOf(after, undo.change), options());
    assert.deepEqual(
      redo.refused.map(({ column, code }) => [column, code]),
      [['ma_don_vi', 'changed_since']],
    );
  });
});
