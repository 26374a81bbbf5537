import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Directory } from '../../../src/domain/directory/directory-store.ts';
import { orphanedMailboxes } from '../../../src/domain/directory/mailbox.ts';
import { completed, recordOf } from '../../../src/domain/directory/staff-plan-record.ts';
import { undoStaff } from '../../../src/domain/directory/staff-undo.ts';
import { parseEmployeeNos } from '../../../src/domain/directory/staff-values.ts';
import { applied, emptyDirectory, imported, options, plan, refusalsOf, table } from './staff-fixture.ts';

const PEOPLE = table(
  'so_hieu,ho_va_ten,trang_thai,thu_dien_tu',
  'CB1,Lê Ánh,đang công tác,anh@mic.example',
  'CB2,Lê Bình,đang công tác,',
  'CB3,Lê Chi,đang công tác,',
);
const boxes = (...rows: string[]) => table('thu_dien_tu,loai,so_hieu,ten,nguoi_quan_ly', ...rows);
const BOX = 'vt@mic.example,chức năng,CB1,Văn thư';
const staffed = (stewards = 'CB3;CB2') => imported(emptyDirectory(), [PEOPLE, boxes(`${BOX},${stewards}`)]);

/** Employee numbers of the first mailbox's stewards. */
function stewardsOf({ mailboxes, people }: Directory): (string | null | undefined)[] {
  const ids = mailboxes[0]?.stewardIds ?? [];
  assert.deepEqual(ids, [...ids].sort());
  return ids.map((id) => people.find((each) => each.id === id)?.employeeNo).sort();
}

describe('directory/staff-plan: stewards of mailboxes', () => {
  it('takes them under each name of the column, and in any order for the same', () => {
    for (const name of ['nguoi_quan_ly', 'Người quản lý', 'quan_ly', 'Đồng quản lý']) {
      const file = table(`thu_dien_tu,loai,${name}`, 'vt@mic.example,chức năng, CB2 ; CB3;');
      const after = imported(emptyDirectory(), [PEOPLE, file]);
      assert.deepEqual(stewardsOf(after), ['CB2', 'CB3'], name);
    }
    for (const stewards of ['CB3;CB2', 'CB2;CB3', 'CB2; CB3']) {
      const { change, mailboxes } = plan(staffed(), [boxes(`${BOX},${stewards}`)]);
      assert.deepEqual(Object.values(change).flat(), []);
      assert.equal(mailboxes.unchanged, 1);
    }
  });

  it('changes them by value, leaves them alone without the column, clears them by an empty cell', () => {
    const [changed] = plan(staffed(), [boxes(`${BOX},CB2`)]).change.savedMailboxes;
    assert.equal(changed?.stewardIds.length, 1);
    const silent = table('thu_dien_tu,loai,so_hieu,ten', BOX);
    assert.deepEqual(plan(staffed(), [silent]).change.savedMailboxes, []);
    assert.deepEqual(stewardsOf(imported(staffed(), [boxes(`${BOX},`)])), []);
  });

  it('keeps one who leaves until the file says otherwise, and asks for an owner all the same', () => {
    const before = staffed();
    const left = imported(before, [table('so_hieu,ho_va_ten,trang_thai', 'CB2,Lê Bình,nghỉ hưu')], {
      partial: true,
    });
    assert.deepEqual(stewardsOf(left), ['CB2', 'CB3']);
    assert.deepEqual(orphanedMailboxes(before, left), []);
    assert.deepEqual(Object.values(plan(left, [boxes(`${BOX},CB3;CB2`)]).change).flat(), []);
    const ownerLeft = imported(before, [table('so_hieu,ho_va_ten,trang_thai', 'CB1,Lê Ánh,nghỉ hưu')], {
      partial: true,
    });
    assert.deepEqual(orphanedMailboxes(before, ownerLeft), ['vt@mic.example']);
  });

  it('drops them when the mailbox becomes a personal one', () => {
    const before = imported(emptyDirectory(), [PEOPLE, boxes('binh@mic.example,chức năng,,,CB3')]);
    const file = table('thu_dien_tu,loai,so_hieu', 'binh@mic.example,cá nhân,CB2');
    assert.deepEqual(stewardsOf(imported(before, [file])), []);
  });

  it('refuses unknown numbers, one twice, and stewards of a personal mailbox, by line and column', () => {
    const result = plan(staffed(), [
      boxes(
        `${BOX},CB2;CB9`,
        'a@mic.example,dịch vụ,,,CB2;CB2',
        'anh@mic.example,cá nhân,CB1,,CB2',
        'b@mic.example,dịch vụ,,,CB 2',
        'c@mic.example,dịch vụ,,,CB2;=CB3',
      ),
    ]);
    assert.deepEqual(refusalsOf(result), [
      '2 nguoi_quan_ly unknown_person',
      '3 nguoi_quan_ly duplicate',
      '4 nguoi_quan_ly stewards_of_personal',
      '5 nguoi_quan_ly invalid_code',
      '6 nguoi_quan_ly invalid_code',
    ]);
  });

  it('is undone by its record, and brings back a mailbox of a record that knew no stewards', () => {
    const before = staffed();
    const { change } = plan(before, [boxes(`${BOX},CB1`)]);
    const record = JSON.parse(JSON.stringify(recordOf(before, change)));
    const undo = undoStaff(applied(before, change), 'p', record, options());
    assert.deepEqual(undo.refused, []);
    assert.deepEqual(applied(applied(before, change), undo.change).mailboxes, before.mailboxes);

    const [mailbox] = staffed('').mailboxes;
    const { stewardIds: _, ...row } = mailbox ?? { stewardIds: [] };
    const old = { units: [], people: [], appointments: [], mailboxes: [{ kind: 'removed', id: 'm', row }] };
    const { mailboxes } = completed(old as unknown as ReturnType<typeof completed>);
    assert.deepEqual(mailboxes, [{ kind: 'removed', id: 'm', row: mailbox }]);
  });

  it('is another plan with other stewards, and the same whatever their ids', () => {
    const bare = () => imported(emptyDirectory(), [PEOPLE]);
    const name = (stewards: string) => plan(bare(), [boxes(`${BOX},${stewards}`)]).plan;
    assert.equal(new Set(['', 'CB2', 'CB3', 'CB2;CB3'].map(name)).size, 4);
    assert.equal(name('CB2;CB3'), name('CB3;CB2'));
  });
});

describe('directory: employee numbers in one cell', () => {
  it('reads any list of different numbers, and refuses each with one of them again', () => {
    const numbers = fc.uniqueArray(fc.stringMatching(/^[A-Z0-9][A-Z0-9._/-]{0,8}$/), { minLength: 1 });
    fc.assert(
      fc.property(numbers, fc.constantFrom(';', '; ', ' ;', ';;'), (list, separator) => {
        assert.deepEqual(parseEmployeeNos(list.join(separator)), { value: list });
        assert.deepEqual(parseEmployeeNos([...list, list[0]].join(separator)), { code: 'duplicate' });
      }),
    );
  });
});
