import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Directory } from '../../../src/domain/directory/directory-store.ts';
import { hasLeft } from '../../../src/domain/directory/staff-draft.ts';
import type { StaffPlan } from '../../../src/domain/directory/staff-plan.ts';
import { recordOf, type StaffPlanRecord } from '../../../src/domain/directory/staff-plan-record.ts';
import { undoStaff } from '../../../src/domain/directory/staff-undo.ts';
import { ministry } from './generated-ministry.ts';
import { applied, emptyDirectory, imported, options, plan, TODAY, table } from './staff-fixture.ts';

const UNITS = table('ma_don_vi,ten_don_vi,ma_don_vi_cha', 'G14,Bộ,', 'G14.05,Cục A,G14', 'G14.06,Cục B,G14');
const PEOPLE = 'so_hieu,ho_va_ten,trang_thai,ma_don_vi,chuc_vu,thu_dien_tu';
const AN = 'CB1,Lê An,đang công tác,G14.05,Chuyên viên,an@mic.example';
const BINH = 'CB2,Lý Bình,đang công tác,G14.05,Trưởng phòng,binh@mic.example';

describe('directory: undoing an applied plan', () => {
  const before = imported(emptyDirectory(), [UNITS, table(PEOPLE, AN, BINH)]);

  it('turns movers, leavers and changed fields back', () => {
    const moved = table(PEOPLE, 'CB1,Lê Thu An,đang công tác,G14.06,Phó phòng,an@mic.example');
    const { after, record } = apply(before, [moved]);
    const undo = undoStaff(after, 'p', record, options());
    assert.deepEqual(undo.refused, []);
    assert.deepEqual(
      undo.movers.map(({ employeeNo }) => employeeNo),
      ['CB1', 'CB2'],
    );
    assert.deepEqual(comparable(applied(after, undo.change)), comparable(before));
  });

  it('keeps what others changed since, elsewhere', () => {
    const renamed = table(PEOPLE, AN.replace('Lê An', 'Lê Thu An'), BINH);
    const { after, record } = apply(before, [renamed]);
    const later = imported(after, [table('so_hieu,ho_va_ten,dien_thoai', 'CB1,Lê Thu An,0912345678')], {
      partial: true,
    });
    const undo = undoStaff(later, 'p', record, options());
    assert.deepEqual(undo.refused, []);
    const an = applied(later, undo.change).people.find(({ employeeNo }) => employeeNo === 'CB1');
    assert.deepEqual([an?.fullName, an?.phone], ['Lê An', '0912345678']);
  });

  it('refuses a field, a post and a mailbox that changed since, and names the person', () => {
    const renamed = table(
      PEOPLE,
      AN.replace('Lê An,đang công tác,G14.05', 'Lê Thu An,đang công tác,G14.06'),
      BINH,
    );
    const { after, record } = apply(before, [renamed]);
    const again = table(
      PEOPLE,
      AN.replace('Lê An,đang công tác,G14.05', 'Lê An Bình,đang công tác,G14'),
      BINH,
    );
    const undo = undoStaff(imported(after, [again]), 'the-plan', record, options());
    assert.ok(undo.refused.length > 0);
    for (const { file, code } of undo.refused) assert.deepEqual([file, code], ['the-plan', 'changed_since']);
    assert.ok(undo.refused.some(({ column, value }) => column === 'fullName' && value === 'CB1'));
    assert.deepEqual(undo.change.savedPeople, []);
  });

  it('refuses to bring back an e-mail that somebody else has got', () => {
    const { after, record } = apply(before, [table(PEOPLE, AN.replace('an@mic', 'thu-an@mic'), BINH)]);
    const taken = table(PEOPLE, AN.replace('an@mic', 'thu-an@mic'), BINH.replace('binh@mic', 'an@mic'));
    const undo = undoStaff(imported(after, [taken]), 'p', record, options());
    assert.deepEqual(
      undo.refused.map(({ column, value, code }) => [column, value, code]),
      [['thu_dien_tu', 'an@mic.example', 'changed_since']],
    );
  });

  it('lets people leave and units end that the plan added', () => {
    const units = table(
      'ma_don_vi,ten_don_vi,ma_don_vi_cha',
      'G14,Bộ,',
      'G14.05,Cục A,G14',
      'G14.06,Cục B,G14',
      'G14.07,Cục C,G14',
    );
    const joined = table(PEOPLE, AN, BINH, 'CB3,Đỗ Chi,đang công tác,G14.07,Chuyên viên,chi@mic.example');
    const { after, record } = apply(before, [units, joined]);
    const undo = undoStaff(after, 'p', record, options());
    assert.deepEqual(undo.refused, []);
    assert.deepEqual(
      undo.leavers.map(({ employeeNo }) => employeeNo),
      ['CB3'],
    );
    const back = applied(after, undo.change);
    assert.equal(back.units.find(({ code }) => code === 'G14.07')?.validUntil, '2026-11-19');
    assert.deepEqual(back.appointments.length, before.appointments.length);
  });

  it('does not end a unit in which somebody works by now', () => {
    const units = table(
      'ma_don_vi,ten_don_vi,ma_don_vi_cha',
      'G14,Bộ,',
      'G14.05,Cục A,G14',
      'G14.06,Cục B,G14',
      'G14.07,Cục C,G14',
    );
    const { after, record } = apply(before, [units]);
    const later = imported(after, [table(PEOPLE, AN.replace('G14.05', 'G14.07'), BINH)]);
    const undo = undoStaff(later, 'p', record, options());
    assert.deepEqual(
      undo.refused.map(({ value, code }) => [value, code]),
      [['G14.07', 'unit_in_use']],
    );
  });

  it('is stopped by the removal guard like any plan', () => {
    const { after, record } = apply(before, [
      table(PEOPLE, AN, BINH, 'CB3,Đỗ Chi,đang công tác,G14.05,Chuyên viên,'),
    ]);
    assert.equal(undoStaff(after, 'p', record, options()).guard.verdict, 'blocked');
    assert.equal(undoStaff(after, 'p', record, options({ allowRemovals: 1 })).guard.verdict, 'ok');
  });

  it('is undone itself by its own record', () => {
    const { after, record } = apply(before, [table(PEOPLE, AN.replace('G14.05', 'G14.06'), BINH)]);
    const undo = undoStaff(after, 'p', record, options());
    const back = applied(after, undo.change);
    const redo = undoStaff(back, 'q', recordOf(after, undo.change), options());
    assert.deepEqual(comparable(applied(back, redo.change)), comparable(after));
  });

  it('restores whatever was there, for any two ministries', () => {
    fc.assert(
      fc.property(ministry, ministry, (first, second) => {
        const start = imported(emptyDirectory(), first);
        const planned = plan(start, second);
        fc.pre(planned.refused.length === 0);
        const after = applied(start, planned.change);
        const record = throughJson(recordOf(start, planned.change));
        const undo = undoStaff(after, planned.plan, record, options());
        assert.deepEqual(undo.refused, []);
        const back = applied(after, undo.change);
        const known = new Set([...start.people, ...start.units].map(({ id }) => id));
        assert.deepEqual(comparable(only(back, known)), comparable(start));
        for (const person of back.people) assert.ok(known.has(person.id) || hasLeft(person));
        for (const { id, validUntil } of back.units) {
          assert.ok(known.has(id) || (validUntil !== null && validUntil < TODAY));
        }
      }),
    );
  });
});

function apply(directory: Directory, tables: Parameters<typeof plan>[1]) {
  const made: StaffPlan = plan(directory, tables);
  assert.deepEqual(made.refused, []);
  return { after: applied(directory, made.change), record: throughJson(recordOf(directory, made.change)) };
}

/** As it comes back from the database. */
function throughJson(record: StaffPlanRecord): StaffPlanRecord {
  return JSON.parse(JSON.stringify(record));
}

/** Rows in an order of their own; the catalogue of positions only grows. */
function comparable({ units, people, appointments, mailboxes }: Directory) {
  const sorted = <Row extends { id: string }>(rows: Row[]) =>
    [...rows].sort((one, other) => (one.id < other.id ? -1 : 1));
  return [sorted(units), sorted(people), sorted(appointments), sorted(mailboxes)];
}

function only(directory: Directory, ids: ReadonlySet<string>): Directory {
  return {
    ...directory,
    units: directory.units.filter(({ id }) => ids.has(id)),
    people: directory.people.filter(({ id }) => ids.has(id)),
  };
}
