import { strict as assert } from 'node:assert';
import type { Person } from '../../../src/domain/directory/person.ts';
import {
  type PersonWish,
  planLeaver,
  planPerson,
  planUnit,
  planUnitEnd,
  type StaffCells,
} from '../../../src/domain/directory/staff-provisioning.ts';
import {
  applied,
  emptyDirectory,
  imported,
  options,
  postsOf,
  refusalsOf,
  TODAY,
  table,
} from './staff-fixture.ts';

const directory = imported(
  imported(emptyDirectory(), [
    table('ma_don_vi,ten_don_vi,ma_don_vi_cha', 'G14,Bộ,', 'G14.05,Cục,G14', 'G14.06,Vụ,G14'),
  ]),
  [
    table(
      'so_hieu,ho_va_ten,thu_dien_tu,trang_thai,ma_don_vi,chuc_vu',
      'NV-1,Lê An,an@mic.example,đang công tác,G14.05,Chuyên viên',
      'NV-2,Lê Ba,ba@mic.example,nghỉ hưu,G14.05,Chuyên viên',
    ),
  ],
);
const partial = options({ partial: true, removalLimits: { people: 10, percent: 100 } });
const personOf = (employeeNo: string): Person => {
  const person = directory.people.find((each) => each.employeeNo === employeeNo);
  assert.ok(person);
  return person;
};
const cells = (texts: Record<string, string>): StaffCells =>
  Object.fromEntries(Object.entries(texts).map(([column, text]) => [column, { name: column, text }]));
const plan = (id: string, texts: Record<string, string>, wish: Partial<PersonWish> = {}) =>
  planPerson(
    directory,
    id,
    { cells: cells(texts), disabledAt: undefined, mustOpen: false, ...wish },
    partial,
  );

describe('directory/staff-provisioning', () => {
  it('changes what is named and leaves the rest', () => {
    const { id } = personOf('NV-1');
    const { change, changed } = plan(id, { ho_va_ten: 'Lê An', chuc_danh: 'Kỹ sư' });
    assert.deepEqual(
      changed.map(({ fields }) => fields),
      [['title']],
    );
    assert.deepEqual(change.savedAppointments, []);
  });

  it('moves a person as a file would', () => {
    const { id } = personOf('NV-1');
    const { change, movers } = plan(id, { ho_va_ten: 'Lê An', ma_don_vi: 'G14.06', chuc_vu: 'Chuyên viên' });
    assert.equal(movers.length, 1);
    assert.deepEqual(postsOf(applied(directory, change), 'NV-1'), [
      `*G14.05|chuyen-vien||2026-11-19`,
      `*G14.06|chuyen-vien|${TODAY}|`,
    ]);
  });

  it('makes an account without an employee number, with a post if it has one', () => {
    const { change, joiners } = plan('new', {
      ho_va_ten: 'Trần Nam',
      thu_dien_tu: 'nam@mic.example',
      ma_don_vi: 'G14.06',
      chuc_vu: 'Cộng tác viên',
    });
    assert.deepEqual(
      joiners.map(({ employeeNo, email }) => [employeeNo, email]),
      [[null, 'nam@mic.example']],
    );
    assert.equal(change.savedAppointments[0]?.personId, 'new');
  });

  it('lets the personal mailbox follow the e-mail', () => {
    const boxes = imported(directory, [table('thu_dien_tu,loai,so_hieu', 'an@mic.example,cá nhân,NV-1')]);
    const wish = {
      cells: cells({ ho_va_ten: 'Lê An', thu_dien_tu: 'an.le@mic.example' }),
      disabledAt: undefined,
      mustOpen: false,
    };
    const { change } = planPerson(boxes, personOf('NV-1').id, wish, partial);
    assert.deepEqual(
      applied(boxes, change).mailboxes.map(({ address }) => address),
      ['an.le@mic.example'],
    );
  });

  it('gives nobody a number or an e-mail that somebody has', () => {
    const texts = { ho_va_ten: 'Trần Nam', thu_dien_tu: 'nam@mic.example' };
    assert.deepEqual(refusalsOf(plan('new', { ...texts, so_hieu: 'nv-2' })), ['1 so_hieu employee_no_taken']);
    const taken = plan('new', { ...texts, thu_dien_tu: 'BA@mic.example' });
    assert.deepEqual(refusalsOf(taken), ['1 thu_dien_tu email_taken']);
    assert.deepEqual(taken.change.savedPeople, []);
  });

  it('keeps a number whatever is sent', () => {
    const { change } = plan(personOf('NV-1').id, { ho_va_ten: 'Lê An', so_hieu: 'NV-9', chuc_danh: 'x' });
    assert.deepEqual(
      change.savedPeople.map(({ employeeNo }) => employeeNo),
      ['NV-1'],
    );
  });

  it('blocks an account, and counts that as a removal', () => {
    const { change, guard } = plan(personOf('NV-1').id, { ho_va_ten: 'Lê An' }, { disabledAt: partial.now });
    assert.equal(guard.removals, 1);
    assert.deepEqual(change.savedPeople[0]?.disabledAt, partial.now);
  });

  it('opens nobody whom HR’s record closes', () => {
    const { id } = personOf('NV-2');
    const wish = { disabledAt: null, mustOpen: true };
    assert.throws(() => plan(id, { ho_va_ten: 'Lê Ba' }, wish), { code: 'account_stays_closed' });
    const back = plan(id, { ho_va_ten: 'Lê Ba', trang_thai: 'dang_cong_tac' }, wish);
    assert.deepEqual(back.refused, []);
  });

  it('lets a person leave, and one who has left keep the status', () => {
    const { leavers, guard } = planLeaver(directory, personOf('NV-1').id, partial);
    assert.deepEqual([leavers.length, guard.removals], [1, 1]);
    assert.deepEqual(planLeaver(directory, personOf('NV-2').id, partial).change.savedPeople, []);
    assert.throws(() => planLeaver(directory, 'nobody', partial), { code: 'person_not_found' });
  });

  it('closes no protected account', () => {
    const { id } = personOf('NV-1');
    const guarded = { ...partial, protectedIds: new Set([id]) };
    assert.deepEqual(refusalsOf(planLeaver(directory, id, guarded)), ['1 so_hieu protected_account']);
    const wish = { cells: cells({ ho_va_ten: 'Lê An' }), disabledAt: partial.now, mustOpen: false };
    assert.deepEqual(refusalsOf(planPerson(directory, id, wish, guarded)), ['1 so_hieu protected_account']);
  });

  it('makes and changes units, each code once in every spelling', () => {
    const made = planUnit(directory, undefined, cells({ ma_don_vi: 'g14.7', ten_don_vi: 'Phòng' }), partial);
    assert.deepEqual(
      made.change.savedUnits.map(({ code }) => code),
      ['G14.7'],
    );
    const twice = planUnit(directory, undefined, cells({ ma_don_vi: 'G14.5', ten_don_vi: 'Phòng' }), partial);
    assert.deepEqual(refusalsOf(twice), ['1 ma_don_vi unit_code_taken']);
    const [, cuc] = directory.units;
    const renamed = planUnit(directory, cuc, cells({ ma_don_vi: 'G14.05', ten_don_vi: 'Cục mới' }), partial);
    assert.deepEqual(renamed.change.savedUnits, [{ ...cuc, name: 'Cục mới' }]);
  });

  it('ends a unit that is empty, and no other', () => {
    const [top, used, empty] = directory.units;
    assert.ok(top && used && empty);
    assert.equal(planUnitEnd(directory, empty, partial).change.savedUnits[0]?.validUntil, '2026-11-19');
    assert.deepEqual(refusalsOf(planUnitEnd(directory, used, partial)), ['1 ma_don_vi unit_in_use']);
    assert.deepEqual(refusalsOf(planUnitEnd(directory, top, partial)), ['1 ma_don_vi unit_above_others']);
  });
});
