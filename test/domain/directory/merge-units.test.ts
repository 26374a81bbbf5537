import assert from 'node:assert/strict';
import type { Directory } from '../../../src/domain/directory/directory-store.ts';
import { planMerger } from '../../../src/domain/directory/merge-units.ts';
import type { StaffPlan } from '../../../src/domain/directory/staff-plan.ts';
import { recordOf } from '../../../src/domain/directory/staff-plan-record.ts';
import { undoStaff } from '../../../src/domain/directory/staff-undo.ts';
import {
  applied,
  emptyDirectory,
  imported,
  options,
  plan,
  TODAY,
  table,
  YESTERDAY,
} from './staff-fixture.ts';

const UNITS_HEADER = 'ma_don_vi,ten_don_vi,ma_don_vi_cha';
const UNITS = ['G14,Bộ,', 'G14.05,Cục A,G14', 'G14.06,Cục B,G14', 'G14.05.1,Phòng,G14.05'];
const PEOPLE = 'so_hieu,ho_va_ten,trang_thai,ma_don_vi,chuc_vu,tu_ngay,kiem_nhiem';
const AN = 'CB1,Lê An,đang công tác,G14.05,Chuyên viên,01/01/2020,';
const BINH = 'CB2,Lý Bình,đang công tác,G14.06,Trưởng phòng,01/01/2020,G14.05|Thư ký|01/01/2021|';
const CHI = 'CB3,Hồ Chi,nghỉ hưu,G14.05,Chuyên viên,01/01/2020,';

const before = imported(emptyDirectory(), [table(UNITS_HEADER, ...UNITS), table(PEOPLE, AN, BINH, CHI)]);

function merging(directory: Directory, codes: string[], into: string, from = TODAY): StaffPlan {
  const unit = (code: string) => {
    const found = directory.units.find((each) => each.code === code);
    assert.ok(found, code);
    return found;
  };
  return planMerger(directory, { units: codes.map(unit), into: unit(into), from }, options());
}
function posts(directory: Directory, employeeNo: string) {
  const person = directory.people.find((each) => each.employeeNo === employeeNo);
  return directory.appointments
    .filter(({ personId }) => personId === person?.id)
    .map(({ unitId, isMain, from, until }) => {
      const code = directory.units.find(({ id }) => id === unitId)?.code;
      return `${code} ${isMain ? 'main' : 'also'} ${from} ${until}`;
    })
    .sort();
}
const unitOf = ({ units }: Directory, code: string) => units.find((each) => each.code === code);
const codesOf = ({ refused }: StaffPlan) => refused.map(({ value, code }) => `${value} ${code}`);

describe('directory: merging units', () => {
  it('ends the units, replaced by the other one, whose posts and rooms go on there', () => {
    const merged = merging(before, ['G14.05'], 'G14.06');
    assert.deepEqual(merged.refused, []);
    const after = applied(before, merged.change);
    const ended = unitOf(after, 'G14.05');
    assert.deepEqual([ended?.validUntil, ended?.replacedBy], [YESTERDAY, 'G14.06']);
    assert.equal(unitOf(after, 'G14.05.1')?.parentId, unitOf(after, 'G14.06')?.id);
    assert.deepEqual(posts(after, 'CB1'), [
      `G14.05 main 2020-01-01 ${YESTERDAY}`,
      `G14.06 main ${TODAY} null`,
    ]);
    assert.deepEqual(posts(after, 'CB2'), [
      `G14.05 also 2021-01-01 ${YESTERDAY}`,
      `G14.06 also ${TODAY} null`,
      'G14.06 main 2020-01-01 null',
    ]);
    assert.deepEqual(posts(after, 'CB3'), posts(before, 'CB3'), 'who has left stays where they left');
    assert.deepEqual(
      merged.movers.map(({ employeeNo }) => employeeNo),
      ['CB1'],
    );
    assert.equal(merged.guard.removals, 0, 'nobody leaves by a merger');
  });

  it('is what HR says by a units file with thay_the_boi: HR’s next full files find nothing to change', () => {
    const merged = merging(before, ['G14.05'], 'G14.06');
    const after = applied(before, merged.change);
    const units = table(
      `${UNITS_HEADER},hieu_luc_den,thay_the_boi`,
      'G14,Bộ,,,',
      `G14.05,Cục A,G14,${YESTERDAY},G14.06`,
      'G14.06,Cục B,G14,,',
      'G14.05.1,Phòng,G14.06,,',
    );
    const people = table(
      PEOPLE,
      `CB1,Lê An,đang công tác,G14.06,Chuyên viên,${TODAY},`,
      `CB2,Lý Bình,đang công tác,G14.06,Trưởng phòng,01/01/2020,G14.06|Thư ký|${TODAY}|`,
      CHI,
    );
    const next = plan(after, [units, people]);
    assert.deepEqual([next.refused, next.units.changed, next.movers, next.leavers], [[], 0, [], []]);
    const stale = plan(after, [table(UNITS_HEADER, ...UNITS), table(PEOPLE, AN, BINH, CHI)]);
    assert.ok(stale.movers.length > 0, 'files of before take it back, which the plan warns of');
  });

  it('may lie ahead, and drops a concurrent post that is held there already', () => {
    const both = BINH.replace('Trưởng phòng', 'Thư ký');
    const held = imported(emptyDirectory(), [
      table(UNITS_HEADER, ...UNITS.slice(0, 3)),
      table(PEOPLE, AN, both),
    ]);
    const merged = merging(held, ['G14.05'], 'G14.06', '2027-01-01');
    const after = applied(held, merged.change);
    assert.deepEqual(posts(after, 'CB2'), [
      'G14.05 also 2021-01-01 2026-12-31',
      'G14.06 main 2020-01-01 null',
    ]);
    assert.deepEqual(posts(after, 'CB1'), [
      'G14.05 main 2020-01-01 2026-12-31',
      'G14.06 main 2027-01-01 null',
    ]);
  });

  it('is undone to what was', () => {
    const merged = merging(before, ['G14.05', 'G14.05.1'], 'G14.06');
    const after = applied(before, merged.change);
    const back = undoStaff(after, 'p', recordOf(before, merged.change), options());
    assert.deepEqual(back.refused, []);
    const restored = applied(after, back.change);
    const byId = (rows: readonly { id: string }[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
    assert.deepEqual(byId(restored.units), byId(before.units));
    assert.deepEqual(byId(restored.appointments), byId(before.appointments));
  });

  it('refuses what cannot be: itself, a unit of its own, one that has ended, rooms on a day ahead', () => {
    assert.deepEqual(codesOf(merging(before, ['G14.05'], 'G14.05')), ['G14.05 successor_cycle']);
    assert.deepEqual(codesOf(merging(before, ['G14.05'], 'G14.05.1')), ['G14.05 unit_cycle']);
    assert.deepEqual(codesOf(merging(before, ['G14.05'], 'G14.06', '2027-01-01')), [
      'G14.05 unit_above_others',
    ]);
    const after = applied(before, merging(before, ['G14.05'], 'G14.06').change);
    assert.deepEqual(codesOf(merging(after, ['G14.05'], 'G14')), ['G14.05 unit_ended']);
    assert.deepEqual(codesOf(merging(after, ['G14.06'], 'G14.05')), ['G14.05 unit_ended']);
  });
});
