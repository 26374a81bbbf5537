import assert from 'node:assert/strict';
import { recordOf } from '../../../src/domain/directory/staff-plan-record.ts';
import { undoStaff } from '../../../src/domain/directory/staff-undo.ts';
import { applied, emptyDirectory, imported, options, plan, refusalsOf, table } from './staff-fixture.ts';

const people = (...rows: string[]) => table('so_hieu,ho_va_ten,trang_thai', ...rows);
const AN = 'CB1,Lê An,đang công tác';
const BINH = 'CB2,Lý Bình,đang công tác';

describe('directory: protected accounts', () => {
  const before = imported(emptyDirectory(), [people(AN, BINH)]);
  const an = before.people.find(({ employeeNo }) => employeeNo === 'CB1');
  const protectedIds = new Set([an?.id ?? '']);
  const refusals = (...rows: string[]) =>
    refusalsOf(plan(before, [people(...rows)], { protectedIds, allowRemovals: 9 }));

  it('are closed by no row and by the lack of none', () => {
    assert.deepEqual(refusals('CB1,Lê An,nghỉ hưu', BINH), ['2 so_hieu protected_account']);
    assert.deepEqual(refusals('CB1,Lê An,đình chỉ', BINH), ['2 so_hieu protected_account']);
    assert.deepEqual(refusals(BINH), ['1 so_hieu protected_account']);
  });

  it('change like any other, and protect nobody else', () => {
    assert.deepEqual(refusals('CB1,Lê Thu An,biệt phái', 'CB2,Lý Bình,nghỉ hưu'), []);
    assert.deepEqual(refusals(AN), []);
  });

  it('keep their e-mail, to which the letter for a new password goes', () => {
    const mails = (...rows: string[]) => table('so_hieu,ho_va_ten,thu_dien_tu', ...rows);
    const known = imported(emptyDirectory(), [
      mails('CB1,Lê An,an@mic.example', 'CB2,Lý Bình,binh@mic.example'),
    ]);
    const ids = new Set(known.people.filter((each) => each.employeeNo === 'CB1').map(({ id }) => id));
    const told = (...rows: string[]) => refusalsOf(plan(known, [mails(...rows)], { protectedIds: ids }));
    const BINH_ELSEWHERE = 'CB2,Lý Bình,ly.binh@mic.example';
    assert.deepEqual(told('CB1,Lê An,an@elsewhere.example', BINH_ELSEWHERE), [
      '2 thu_dien_tu protected_email',
    ]);
    assert.deepEqual(told('CB1,Lê An,', BINH_ELSEWHERE), ['2 thu_dien_tu protected_email']);
    assert.deepEqual(told('CB1,Lê An,an@mic.example', BINH_ELSEWHERE), []);
  });

  it('are closed by no undo either', () => {
    const { change } = plan(emptyDirectory(), [people(AN)]);
    const joined = applied(emptyDirectory(), change);
    const ids = new Set(joined.people.map(({ id }) => id));
    const undo = undoStaff(joined, 'p', recordOf(emptyDirectory(), change), options({ protectedIds: ids }));
    assert.deepEqual(refusalsOf(undo), ['0 so_hieu protected_account']);
  });
});
