import assert from 'node:assert/strict';
import type { Directory } from '../../../src/domain/directory/directory-store.ts';
import { applied, emptyDirectory, imported, plan, refusalsOf, TODAY, table } from './staff-fixture.ts';

const HEADER = 'so_hieu,ho_va_ten,so_dinh_danh,thu_dien_tu,dien_thoai,trang_thai';
const people = (...rows: string[]) => table(HEADER, ...rows);
const ANH = 'CB1,Đặng Thị Ánh,001080000001,anh@mic.example,0912345678,đang công tác';
const BINH = 'CB2,Lê Bình,001080000002,binh@mic.example,,đang công tác';
const staffed = () => imported(emptyDirectory(), [people(ANH, BINH)]);
const person = (directory: Directory, employeeNo: string) =>
  directory.people.find((each) => each.employeeNo === employeeNo);

describe('directory/staff-plan: people', () => {
  it('adds joiners with the parts of their names', () => {
    const result = plan(emptyDirectory(), [people(BINH, ANH)]);
    assert.deepEqual(result.joiners, [
      { employeeNo: 'CB1', email: 'anh@mic.example', fullName: 'Đặng Thị Ánh' },
      { employeeNo: 'CB2', email: 'binh@mic.example', fullName: 'Lê Bình' },
    ]);
    const anh = person(applied(emptyDirectory(), result.change), 'CB1');
    assert.deepEqual([anh?.familyName, anh?.middleName, anh?.givenName], ['Đặng', 'Thị', 'Ánh']);
    assert.equal(anh?.status, 'dang_cong_tac');
    assert.equal(anh?.disabledAt, null);
  });

  it('names the fields that change, and counts who stays the same', () => {
    const change = people('CB1,Đặng Thị Anh,001080000001,anh@mic.example,,đang công tác', BINH);
    const result = plan(staffed(), [change]);
    assert.deepEqual(result.changed, [
      {
        employeeNo: 'CB1',
        email: 'anh@mic.example',
        fullName: 'Đặng Thị Anh',
        fields: ['fullName', 'phone'],
      },
    ]);
    assert.equal(result.unchanged, 1);
    const after = applied(staffed(), { ...result.change, savedPeople: [] });
    assert.equal(after.people.length, 2);
  });

  it('keeps id and disabling of a person whose record changes', () => {
    const before = staffed();
    const disabledAt = new Date('2026-01-01');
    before.people = before.people.map((each) => ({ ...each, disabledAt }));
    const [anh] = plan(before, [people('CB1,Đặng Thị Anh,001080000001,anh@mic.example,,đang công tác', BINH)])
      .change.savedPeople;
    assert.equal(anh?.id, person(before, 'CB1')?.id);
    assert.equal(anh?.disabledAt, disabledAt);
  });

  it('leaves fields alone whose columns the file lacks', () => {
    const result = plan(staffed(), [table('so_hieu,ho_va_ten', 'CB1,Đặng Thị Ánh', 'CB2,Lê Bình')]);
    assert.deepEqual(result.change.savedPeople, []);
  });

  it('makes leavers of the absent, once, and takes them back', () => {
    const result = plan(staffed(), [people(BINH)]);
    assert.deepEqual(result.leavers, [
      { employeeNo: 'CB1', email: 'anh@mic.example', fullName: 'Đặng Thị Ánh' },
    ]);
    assert.equal(result.guard.removals, 1);
    const after = applied(staffed(), plan(staffed(), []).change);
    assert.equal(after.people.length, 2);
    const before = staffed();
    const left = applied(before, plan(before, [people(BINH)]).change);
    assert.equal(person(left, 'CB1')?.status, 'thoi_viec');
    assert.equal(plan(left, [people(BINH)]).unchanged, 2);
    assert.deepEqual(
      plan(left, [people(ANH, BINH)]).changed.map(({ fields }) => fields),
      [['status']],
    );
    const bare = plan(left, [table('so_hieu,ho_va_ten', 'CB1,Đặng Thị Ánh', 'CB2,Lê Bình')]);
    assert.equal(bare.change.savedPeople[0]?.status, 'dang_cong_tac');
  });

  it('makes leavers of nobody in a partial import', () => {
    const result = plan(staffed(), [people(BINH)], { partial: true });
    assert.deepEqual([result.leavers, result.unchanged, result.change.savedPeople], [[], 2, []]);
  });

  for (const [status, list, removals] of [
    ['nghỉ hưu', 'leavers', 1],
    ['chuyển công tác', 'leavers', 1],
    ['đình chỉ', 'changed', 1],
    ['thai sản', 'changed', 0],
  ] as const) {
    it(`counts "${status}" among ${list}, ${removals} removal`, () => {
      const result = plan(staffed(), [people(ANH.replace('đang công tác', status), BINH)]);
      assert.deepEqual(
        result[list].map(({ employeeNo }) => employeeNo),
        ['CB1'],
      );
      assert.equal(result.unchanged, 1);
      assert.equal(result.guard.removals, removals);
    });
  }

  it('does not turn the retired into leavers again, nor bring them back without a status column', () => {
    const before = imported(emptyDirectory(), [people(ANH.replace('đang công tác', 'nghỉ hưu'), BINH)]);
    assert.equal(plan(before, [people(BINH)]).unchanged, 2);
    assert.equal(plan(before, [table('so_hieu,ho_va_ten', 'CB1,Đặng Thị Ánh', 'CB2,Lê Bình')]).unchanged, 2);
  });

  it('never touches an account without an employee number', () => {
    const boxes = table('thu_dien_tu,loai,so_hieu,ten', 'khach@mic.example,cá nhân,,Trần Khách');
    const before = imported(staffed(), [boxes]);
    assert.equal(before.people.length, 3);
    assert.deepEqual(plan(before, [people(ANH, BINH)]).change.savedPeople, []);
    const taking = people(ANH, BINH, 'CB3,Trần Khách,,khach@mic.example,,đang công tác');
    assert.deepEqual(refusalsOf(plan(before, [taking])), ['4 thu_dien_tu email_taken']);
  });
});

describe('directory/staff-plan: one person, one number, one e-mail', () => {
  it('refuses a number that stands twice, also in two files', () => {
    assert.deepEqual(refusalsOf(plan(emptyDirectory(), [people(ANH, ANH)])), ['3 so_hieu duplicate']);
    assert.deepEqual(refusalsOf(plan(emptyDirectory(), [people(ANH), people(BINH, ANH)])), [
      '3 so_hieu duplicate',
    ]);
  });

  it('refuses an e-mail or citizen id twice in a file, masking the latter', () => {
    const twice = people(ANH, 'CB3,Lê Chi,001080000001,ANH@mic.example,,đang công tác');
    const result = plan(emptyDirectory(), [twice]);
    assert.deepEqual(refusalsOf(result), ['3 so_dinh_danh citizen_id_taken', '3 thu_dien_tu email_taken']);
    assert.equal(result.refused.find(({ code }) => code === 'citizen_id_taken')?.value, '••••0001');
    assert.doesNotMatch(JSON.stringify(result), /001080000001/);
  });

  it('refuses the e-mail of somebody outside the file, even of a leaver', () => {
    const taker = people(BINH, 'CB3,Lê Chi,,anh@mic.example,,đang công tác');
    assert.deepEqual(refusalsOf(plan(staffed(), [taker])), ['3 thu_dien_tu email_taken']);
    assert.deepEqual(refusalsOf(plan(staffed(), [taker], { partial: true })), ['3 thu_dien_tu email_taken']);
  });

  it('lets two people swap their e-mails', () => {
    const swapped = people(ANH.replace('anh@', 'binh@'), BINH.replace('binh@', 'anh@'));
    const after = imported(staffed(), [swapped]);
    assert.equal(person(after, 'CB1')?.email, 'binh@mic.example');
    assert.equal(person(after, 'CB2')?.email, 'anh@mic.example');
  });

  it('refuses as e-mail what is a functional mailbox', () => {
    const boxes = table('thu_dien_tu,loai', 'van-thu@mic.example,chức năng');
    const before = imported(staffed(), [boxes]);
    const row = ANH.replace('anh@', 'van-thu@');
    assert.deepEqual(refusalsOf(plan(before, [people(row, BINH)])), ['2 thu_dien_tu email_taken']);
  });

  it('lists nothing and changes nothing when a row is refused', () => {
    const result = plan(staffed(), [people('CB1,,,,,nghỉ', 'CB3,Lê Chi,,,,đang công tác')]);
    assert.equal(result.refused.length, 2);
    assert.deepEqual([result.joiners, result.leavers, result.changed, result.unchanged], [[], [], [], 2]);
    assert.deepEqual(Object.values(result.change).flat(), []);
    assert.equal(result.guard.removals, 0);
  });

  it('takes today as the last possible birthday', () => {
    const born = (day: string) =>
      refusalsOf(plan(emptyDirectory(), [table('so_hieu,ho_va_ten,ngay_sinh', `CB1,Lê Ánh,${day}`)]));
    assert.deepEqual(born(TODAY), []);
    assert.deepEqual(born('2026-11-21'), ['2 ngay_sinh future_birth_date']);
  });
});

describe('directory/staff-plan: employee numbers are not used again', () => {
  const HEAD = 'so_hieu,ho_va_ten,ngay_sinh,so_dinh_danh,trang_thai';
  const one = (cells: string) => table(HEAD, cells);
  const working = () => imported(emptyDirectory(), [one('CB1,Lê Ánh,01/02/1980,001080000001,đang công tác')]);
  const gone = () => imported(working(), [one('CB1,Lê Ánh,01/02/1980,001080000001,nghỉ hưu')]);

  for (const [what, cells] of [
    ['another birth date', 'CB1,Lê Ánh,02/02/1980,001080000001,đang công tác'],
    ['another citizen id', 'CB1,Lê Ánh,01/02/1980,001080000009,đang công tác'],
    ['both, without coming back yet', 'CB1,Trần Bình,03/03/1999,001080000009,nghỉ hưu'],
  ] as const) {
    it(`refuses the number of somebody who left for ${what}`, () => {
      const { refused, change } = plan(gone(), [one(cells)]);
      assert.deepEqual(refused, [
        { file: 'tep.csv', line: 2, column: 'so_hieu', value: 'CB1', code: 'employee_no_reused' },
      ]);
      assert.deepEqual(Object.values(change).flat(), []);
      assert.equal(plan(gone(), [one(cells)], { partial: true }).refused.length, 1);
    });
  }

  it('refuses a number that passes to another person between two files', () => {
    const { refused } = plan(working(), [one('CB1,Trần Bình,03/03/1999,001080000009,đang công tác')]);
    assert.deepEqual(refusalsOf({ refused }), ['2 so_hieu employee_no_reused']);
  });

  for (const [what, cells] of [
    ['the same identity', 'CB1,Lê Ánh,01/02/1980,001080000001,đang công tác'],
    ['no identity to compare', 'CB1,Lê Ánh,,,đang công tác'],
    ['a CMND in place of the citizen id', 'CB1,Lê Ánh,01/02/1980,012345678,đang công tác'],
  ] as const) {
    it(`takes somebody back with ${what}`, () => {
      const before = gone();
      const after = imported(before, [one(cells)]);
      assert.equal(person(after, 'CB1')?.id, person(before, 'CB1')?.id);
      assert.equal(person(after, 'CB1')?.status, 'dang_cong_tac');
    });
  }

  it('lets HR correct one value of somebody who works here', () => {
    const after = imported(working(), [one('CB1,Lê Ánh,02/02/1980,001080000001,đang công tác')]);
    assert.equal(person(after, 'CB1')?.birthDate, '1980-02-02');
  });
});
