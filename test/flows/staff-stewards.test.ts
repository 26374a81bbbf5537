import { strict as assert } from 'node:assert';
import { type DirectoryRun, openDirectoryRun } from './directory-run.ts';

const PEOPLE = [
  'so_hieu,ho_va_ten,thu_dien_tu,trang_thai',
  'CB1,Lê Ánh,anh@mic.example,đang công tác',
  'CB2,Lê Bình,,đang công tác',
  'CB3,Lê Chi,,đang công tác\n',
].join('\n');
const boxes = (...rows: string[]) =>
  `${['thu_dien_tu,loai,so_hieu,ten,nguoi_quan_ly', ...rows].join('\n')}\n`;
const SHARED = 'vt@mic.example,chức năng,CB1,Văn thư';

describe('flow: stewards of a functional mailbox', () => {
  let run: DirectoryRun;
  before(async () => {
    run = await openDirectoryRun();
    await run.import(PEOPLE, boxes(`${SHARED},CB3;CB2`));
  });
  after(() => run.close());

  const stewards = async () => {
    const { mailboxes, people } = await run.services.stores.directory.load();
    const ids = mailboxes.find(({ address }) => address === 'vt@mic.example')?.stewardIds ?? [];
    assert.deepEqual(ids, [...ids].sort());
    return ids.map((id) => people.find((each) => each.id === id)?.employeeNo).sort();
  };

  it('are stored, and the same file in another order changes nothing', async () => {
    assert.deepEqual(await stewards(), ['CB2', 'CB3']);
    await run.importAgain(PEOPLE, boxes(`${SHARED},CB3;CB2`));
    await run.importAgain(boxes(`${SHARED},CB2;CB3`));
    await run.importAgain(`thu_dien_tu,loai,so_hieu,ten\n${SHARED}\n`);
  });

  it('change, are cleared, go with their mailbox, and come back when that is undone', async () => {
    const before = await run.state();
    for (const [file, after] of [
      [boxes(`${SHARED},CB2`), ['CB2']],
      [boxes(`${SHARED},`), []],
      [boxes('x@mic.example,dịch vụ,,,CB1'), []],
    ] as const) {
      const { plan } = await run.import(file);
      assert.deepEqual(await stewards(), after);
      await run.importAgain(file);
      await run.undo(plan);
      assert.equal(await run.state(), before);
    }
  });

  it('go with a person who is erased, and stay when one leaves', async () => {
    const { plan } = await run.import(PEOPLE.replace('CB2,Lê Bình,,đang công tác', 'CB2,Lê Bình,,nghỉ hưu'));
    assert.deepEqual(await stewards(), ['CB2', 'CB3']);
    await run.undo(plan);
    await run.services.database.source.query(`delete from person where employee_no = 'CB3'`);
    assert.deepEqual(await stewards(), ['CB2']);
  });

  it('are refused by line and column when nobody, somebody twice, or of a personal mailbox', async () => {
    const file = boxes(
      `${SHARED},CB2;CB9`,
      'a@mic.example,dịch vụ,,,CB2;CB2',
      'anh@mic.example,cá nhân,CB1,,CB2',
      'b@mic.example,dịch vụ,,,=CB2',
      'c@mic.example,dịch vụ,,,CB2|CB1',
    );
    assert.deepEqual(await run.refusals(file), [
      '3 nguoi_quan_ly CB2;CB2 duplicate',
      '5 nguoi_quan_ly =CB2 formula',
      '6 nguoi_quan_ly CB2|CB1 invalid_code',
      '2 nguoi_quan_ly CB9 unknown_person',
      '4 nguoi_quan_ly CB2 stewards_of_personal',
    ]);
  });
});
