import assert from 'node:assert/strict';
import { recogniseStaffFile } from '../../../src/domain/directory/staff-columns.ts';
import { DomainError } from '../../../src/domain/errors.ts';
import { table } from './staff-fixture.ts';

describe('directory/staff-columns', () => {
  for (const [header, kind] of [
    ['ma_don_vi,ten_don_vi', 'units'],
    ['Mã định danh,TÊN  ĐƠN VỊ', 'units'],
    ['so_hieu,ho_va_ten', 'people'],
    ['Số hiệu CBCCVC,Họ và tên,Mã đơn vị,Tên đơn vị,thu_dien_tu,loai', 'people'],
    ['\uFEFFthu_dien_tu,loai,so_hieu,ten', 'mailboxes'],
    ['E_Mail,Loại', 'mailboxes'],
  ] as const) {
    it(`takes ${header} for ${kind}`, () => assert.equal(recogniseStaffFile(table(header)).kind, kind));
  }

  it('knows the columns by every alias, and keeps the names as written', () => {
    const sheet = recogniseStaffFile(table(' Số hiệu CBCCVC ,Họ và tên,CCCD,Ghi chú,email'));
    assert.deepEqual(
      [...sheet.indexes],
      [
        ['so_hieu', 0],
        ['ho_va_ten', 1],
        ['so_dinh_danh', 2],
        ['thu_dien_tu', 4],
      ],
    );
    assert.equal(sheet.columns.get('so_hieu'), 'Số hiệu CBCCVC');
  });

  it('does not know a file without the columns of a kind', () => {
    for (const header of ['so_hieu,ngay_sinh', 'ten_don_vi', 'thu_dien_tu', '', 'sohieu.,hovaten']) {
      assert.throws(
        () => recogniseStaffFile(table(header)),
        (error) =>
          error instanceof DomainError &&
          error.code === 'staff_file_unknown_kind' &&
          error.details.file === 'tep.csv',
        header,
      );
    }
  });

  it('refuses a column that stands twice, under whatever name', () => {
    const { refused, indexes } = recogniseStaffFile(table('so_hieu,ho_va_ten,thu_dien_tu,Email'));
    assert.deepEqual(refused, [
      { file: 'tep.csv', line: 1, column: 'Email', value: 'Email', code: 'duplicate' },
    ]);
    assert.equal(indexes.get('thu_dien_tu'), 2);
  });
});
