import assert from 'node:assert/strict';
import type { Directory } from '../../../src/domain/directory/directory-store.ts';
import { emptyDirectory, imported, plan, refusalsOf, table } from './staff-fixture.ts';

const people = (...rows: string[]) => table('so_hieu,ho_va_ten,thu_dien_tu,trang_thai', ...rows);
const boxes = (...rows: string[]) => table('thu_dien_tu,loai,so_hieu,ten', ...rows);
const ANH = 'CB1,Lê Ánh,anh@mic.example,đang công tác';
const BINH = 'CB2,Lê Bình,,đang công tác';
const staffed = () => imported(emptyDirectory(), [people(ANH, BINH)]);
const addresses = (directory: Directory) => directory.mailboxes.map(({ address }) => address).toSorted();
const byName = (directory: Directory, name: string) =>
  directory.people.find((each) => each.fullName === name);

describe('directory/staff-plan: mailboxes', () => {
  it('links personal mailboxes to people, and gives an e-mail to whom has none', () => {
    const after = imported(staffed(), [
      boxes('Anh@mic.example,cá nhân,CB1,', 'binh@mic.example,cá nhân,CB2,'),
    ]);
    assert.equal(byName(after, 'Lê Bình')?.email, 'binh@mic.example');
    assert.deepEqual(
      after.mailboxes.map(({ address, kind, personId }) => [address, kind, personId]),
      [
        ['anh@mic.example', 'ca_nhan', byName(after, 'Lê Ánh')?.id],
        ['binh@mic.example', 'ca_nhan', byName(after, 'Lê Bình')?.id],
      ],
    );
  });

  it('keeps that e-mail when the people file, without it, comes again', () => {
    const after = imported(staffed(), [boxes('binh@mic.example,cá nhân,CB2,')]);
    assert.deepEqual(Object.values(plan(after, [people(ANH, BINH)]).change).flat(), []);
    const retired = [
      people(ANH, BINH.replace('đang công tác', 'nghỉ hưu')),
      boxes('anh@mic.example,cá nhân,CB1,'),
    ];
    assert.equal(byName(imported(after, retired), 'Lê Bình')?.email, null);
    const [cleared] = plan(staffed(), [people('CB1,Lê Ánh,,đang công tác', BINH)]).change.savedPeople;
    assert.equal(cleared?.email, null);
  });

  it('makes accounts of personal mailboxes without a number, and knows them again', () => {
    const file = boxes('khach@mic.example,cá nhân,,Trần Thị Khách');
    const result = plan(staffed(), [file]);
    assert.deepEqual(result.joiners, [
      { employeeNo: null, email: 'khach@mic.example', fullName: 'Trần Thị Khách' },
    ]);
    const after = imported(staffed(), [file]);
    const account = byName(after, 'Trần Thị Khách');
    assert.deepEqual(
      [account?.employeeNo, account?.email, account?.givenName, account?.status],
      [null, 'khach@mic.example', 'Khách', 'dang_cong_tac'],
    );
    assert.deepEqual(Object.values(plan(after, [file]).change).flat(), []);
    const [renamed] = plan(after, [boxes('khach@mic.example,cá nhân,,Trần Khách')]).changed;
    assert.deepEqual(renamed?.fields, ['fullName']);
    assert.equal(plan(after, [boxes('khach@mic.example,cá nhân,,')]).change.savedPeople.length, 0);
  });

  it('links a mailbox without a number to the HR record that has its address, and keeps the name', () => {
    const after = imported(staffed(), [boxes('anh@mic.example,cá nhân,,Lê Thị Ánh')]);
    assert.equal(after.people.length, 2);
    assert.equal(after.mailboxes[0]?.personId, byName(after, 'Lê Ánh')?.id);
  });

  it('takes owners of other mailboxes, or none', () => {
    const after = imported(staffed(), [
      boxes('vt@mic.example,chức năng,CB1,Văn thư', 'ntp@mic.example,kỹ thuật,,'),
    ]);
    assert.deepEqual(
      after.mailboxes.map(({ kind, personId, name }) => [kind, personId, name]),
      [
        ['chuc_nang', byName(after, 'Lê Ánh')?.id, 'Văn thư'],
        ['ky_thuat', null, null],
      ],
    );
  });

  it('removes what a full file leaves out, but not what an active person signs in with', () => {
    const all = boxes(
      'anh@mic.example,cá nhân,CB1,',
      'binh@mic.example,cá nhân,CB2,',
      'vt@mic.example,chức năng,CB1,',
    );
    const before = imported(staffed(), [all]);
    const none = boxes('anh@mic.example,cá nhân,CB1,');
    assert.deepEqual(addresses(imported(before, [none])), ['anh@mic.example', 'binh@mic.example']);
    assert.deepEqual(plan(before, [none]).mailboxes, { added: 0, changed: 0, removed: 1, unchanged: 2 });
    assert.deepEqual(addresses(imported(before, [none], { partial: true })).length, 3);
    const withoutBinh = imported(before, [people(ANH), none]);
    assert.deepEqual(addresses(withoutBinh), ['anh@mic.example']);
  });

  it('follows an e-mail that changes', () => {
    const before = imported(staffed(), [boxes('anh@mic.example,cá nhân,CB1,')]);
    const files = [
      people('CB1,Lê Ánh,le-anh@mic.example,đang công tác', BINH),
      boxes('le-anh@mic.example,cá nhân,CB1,'),
    ];
    assert.deepEqual(addresses(imported(before, files)), ['le-anh@mic.example']);
  });

  it('follows an e-mail that the people file changes, so that nobody has two', () => {
    const linked = imported(staffed(), [
      boxes('anh@mic.example,cá nhân,CB1,', 'binh@mic.example,cá nhân,CB2,'),
    ]);
    const holders = (directory: Directory) =>
      directory.mailboxes.map(({ address, personId }) => {
        const holder = directory.people.find(({ id }) => id === personId);
        assert.equal(holder?.email, address);
        return `${address} ${holder?.employeeNo}`;
      });
    const renamed = people('CB1,Lê Ánh,le-anh@mic.example,đang công tác');
    const after = imported(linked, [renamed], { partial: true });
    assert.deepEqual(holders(after).sort(), ['binh@mic.example CB2', 'le-anh@mic.example CB1']);
    assert.deepEqual(Object.values(plan(after, [renamed], { partial: true }).change).flat(), []);
    const both = [renamed, boxes('le-anh@mic.example,cá nhân,CB1,')];
    assert.deepEqual(holders(imported(linked, both, { partial: true })).sort(), holders(after).sort());

    const swapped = [
      people('CB1,Lê Ánh,binh@mic.example,đang công tác', 'CB2,Lê Bình,anh@mic.example,đang công tác'),
    ];
    assert.deepEqual(holders(imported(linked, swapped)), ['anh@mic.example CB2', 'binh@mic.example CB1']);
    const passedOn = [
      people('CB1,Lê Ánh,binh@mic.example,đang công tác', 'CB2,Lê Bình,le-binh@mic.example,đang công tác'),
    ];
    assert.deepEqual(holders(imported(linked, passedOn)).sort(), [
      'binh@mic.example CB1',
      'le-binh@mic.example CB2',
    ]);
    // Who has no row of a mailboxes file is linked by the official e-mail alone, which is one person's as well.
    assert.deepEqual(imported(staffed(), swapped).mailboxes, []);
  });

  it('refuses by line what is not one person, one mailbox', () => {
    const result = plan(staffed(), [
      boxes(
        'khac@mic.example,cá nhân,CB1,',
        'anh@mic.example,cá nhân,CB2,',
        'x@mic.example,cá nhân,CB9,',
        'y@mic.example,chức năng,CB9,',
        'z@mic.example,cá nhân,,',
        'z@mic.example,dịch vụ,,',
        'anh@mic.example,dịch vụ,,',
        'binh@mic.example,cá nhân,CB2,',
        'binh2@mic.example,cá nhân,CB2,',
      ),
    ]);
    assert.deepEqual(refusalsOf(result), [
      '10 thu_dien_tu second_mailbox',
      '2 thu_dien_tu second_mailbox',
      '3 thu_dien_tu mailbox_taken',
      '4 so_hieu unknown_person',
      '5 so_hieu unknown_person',
      '6 ten required',
      '7 thu_dien_tu duplicate',
      '8 thu_dien_tu duplicate',
    ]);
  });

  it('refuses a service mailbox at the address somebody signs in with, and a nameless account', () => {
    const service = boxes('anh@mic.example,dịch vụ,,');
    assert.deepEqual(refusalsOf(plan(staffed(), [service])), ['2 thu_dien_tu mailbox_taken']);
    const nameless = table('thu_dien_tu,loai', 'khach@mic.example,cá nhân');
    assert.deepEqual(refusalsOf(plan(staffed(), [nameless])), ['2 ten required']);
  });
});
