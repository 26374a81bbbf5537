import assert from 'node:assert/strict';
import { orphanedMailboxes } from '../../../src/domain/directory/mailbox.ts';
import { emptyDirectory, imported, table } from './staff-fixture.ts';

const PEOPLE = 'so_hieu,ho_va_ten,trang_thai,thu_dien_tu';
const BOXES = table(
  'thu_dien_tu,loai,so_hieu,ten',
  'an@mic.example,cá nhân,CB1,',
  'van-thu@mic.example,chức năng,CB1,Văn thư',
  'may-in@mic.example,kỹ thuật,CB2,Máy in',
  'chung@mic.example,dịch vụ,,Chung',
);

describe('directory: mailboxes that a change leaves without an owner', () => {
  const before = imported(emptyDirectory(), [
    table(PEOPLE, 'CB1,Lê An,đang công tác,an@mic.example', 'CB2,Lý Bình,đang công tác,'),
    BOXES,
  ]);
  const having = (row: string) => imported(before, [table(PEOPLE, row)], { partial: true });

  it('names the shared ones of somebody who leaves, not the personal one', () => {
    const left = having('CB1,Lê An,nghỉ hưu,an@mic.example');
    assert.deepEqual(orphanedMailboxes(before, left), ['van-thu@mic.example']);
  });

  it('names none that had no owner before, and none that keeps one', () => {
    assert.deepEqual(orphanedMailboxes(before, having('CB1,Lê Thu An,đang công tác,an@mic.example')), []);
    const left = having('CB1,Lê An,nghỉ hưu,an@mic.example');
    assert.deepEqual(orphanedMailboxes(left, left), []);
  });
});
