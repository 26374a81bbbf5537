import assert from 'node:assert/strict';
import { REFUSAL_CODES, refusalAt } from '../../../src/domain/directory/staff-refusal.ts';
import { parseStaffRows } from '../../../src/domain/directory/staff-rows.ts';
import { refusalsOf, TODAY, table } from './staff-fixture.ts';

const PEOPLE =
  'so_hieu,Họ và tên,ngay_sinh,gioi_tinh,CCCD,thu_dien_tu,dien_thoai,loai,trang_thai,ma_don_vi,chuc_vu,chuc_danh,ma_ngach,tu_ngay,den_ngay,kiem_nhiem';
const GOOD =
  'CB1,Đặng  Thị Ánh ,01/02/1980,Nữ,001080000001,A@mic.example,+84912345678,công chức,đang công tác,000.00.25.G14,Trưởng phòng,Chuyên viên,01.003,01/01/2020,31/12/2027,G14|Ủy viên';

/** A good row with one cell replaced. */
function withCell(column: string, cell: string): string {
  const cells = GOOD.split(',');
  cells[PEOPLE.split(',').indexOf(column)] = cell;
  return cells.join(',');
}

const LONG = 'a'.repeat(201);
const BAD_CELLS: [column: string, cell: string, code: string][] = [
  ['so_hieu', '', 'required'],
  ['so_hieu', 'CB 1', 'invalid_code'],
  ['so_hieu', '=CB1', 'formula'],
  ['Họ và tên', '', 'required'],
  ['Họ và tên', LONG, 'too_long'],
  ['Họ và tên', 'Lê\u202EÁnh', 'invalid_text'],
  ['Họ và tên', '+1+cmd|calc', 'formula'],
  ['ngay_sinh', '1980', 'invalid_date'],
  ['ngay_sinh', '31/02/1980', 'impossible_date'],
  ['ngay_sinh', '21/11/2026', 'future_birth_date'],
  ['gioi_tinh', 'x', 'unknown_gender'],
  ['CCCD', '123', 'invalid_citizen_id'],
  ['thu_dien_tu', 'a@', 'invalid_email'],
  ['dien_thoai', '0123', 'invalid_phone'],
  ['loai', 'khách', 'unknown_category'],
  ['trang_thai', 'nghỉ', 'unknown_status'],
  ['trang_thai', '', 'required'],
  ['ma_don_vi', 'G1', 'invalid_code'],
  ['ma_don_vi', '', 'required'],
  ['chuc_vu', '@a', 'formula'],
  ['chuc_danh', '-2+3', 'formula'],
  ['chuc_danh', '＝cmd|calc', 'formula'],
  ['kiem_nhiem', 'G14|=cmd', 'formula'],
  ['ma_ngach', LONG, 'too_long'],
  ['tu_ngay', 'x', 'invalid_date'],
  ['den_ngay', '31/12/2019', 'period_reversed'],
  ['kiem_nhiem', 'G14', 'invalid_concurrent'],
];

describe('directory/staff-rows', () => {
  it('reads a person', () => {
    const { people, refused, files } = parseStaffRows([table(PEOPLE, GOOD)], TODAY);
    assert.deepEqual(refused, []);
    assert.deepEqual([...files], [['people', 'tep.csv']]);
    const [person] = people;
    assert.equal(person?.place.line, 2);
    assert.deepEqual(
      { ...person, place: null },
      {
        place: null,
        employeeNo: 'CB1',
        fullName: 'Đặng Thị Ánh',
        birthDate: '1980-02-01',
        gender: 'nu',
        citizenId: '001080000001',
        email: 'a@mic.example',
        phone: '0912345678',
        category: 'cong_chuc',
        status: 'dang_cong_tac',
        unitCode: 'G14.25',
        position: 'Trưởng phòng',
        title: 'Chuyên viên',
        rankCode: '01.003',
        from: '2020-01-01',
        until: '2027-12-31',
        concurrent: [{ unitCode: 'G14', position: 'Ủy viên', from: null, until: null }],
      },
    );
  });

  for (const [column, cell, code] of BAD_CELLS) {
    it(`refuses ${JSON.stringify(cell.slice(0, 20))} in ${column}: ${code}`, () => {
      const { refused } = parseStaffRows([table(PEOPLE, GOOD, withCell(column, cell))], TODAY);
      const value = column === 'CCCD' ? '••••' : cell.slice(0, 100);
      assert.deepEqual(refused, [{ file: 'tep.csv', line: 3, column, value, code }]);
    });
  }

  it('names every fault of a row, and goes on to the next', () => {
    const rows = parseStaffRows([table(PEOPLE, 'CB 1,,x,x,1,x,1,x,x,x,=,,,x,x,x', GOOD, 'CB2,a')], TODAY);
    assert.equal(rows.refused.filter(({ line }) => line === 2).length, 14);
    assert.deepEqual(
      rows.people.map(({ employeeNo }) => employeeNo),
      ['CB1'],
    );
    assert.deepEqual(rows.refused.at(-1), {
      file: 'tep.csv',
      line: 4,
      column: 'ngay_sinh',
      value: '2/16',
      code: 'ragged_row',
    });
  });

  it('takes empty cells past the header, not filled ones, and skips blank rows', () => {
    const { units, refused } = parseStaffRows(
      [table('ma_don_vi,ten_don_vi', 'G14,Bộ,,', ' ,', 'G15,Bộ,x')],
      TODAY,
    );
    assert.equal(units.length, 1);
    assert.deepEqual(refusalsOf({ refused }), ['4  ragged_row']);
  });

  it('tells an empty cell from a column that the file lacks', () => {
    const { people } = parseStaffRows([table('so_hieu,ho_va_ten,dien_thoai', 'CB1,Lê Ánh,')], TODAY);
    assert.equal(people[0]?.phone, null);
    assert.equal(people[0]?.email, undefined);
    assert.equal(people[0]?.status, undefined);
  });

  it('lets a title stand in for a missing position, and refuses half a post', () => {
    const header = 'so_hieu,ho_va_ten,ma_don_vi,chuc_vu,chuc_danh';
    const rows = [
      'CB1,Lê Ánh,G14,,Chuyên viên',
      'CB2,Lê Ánh,G14,,',
      'CB3,Lê Ánh,,Trưởng phòng,',
      'CB4,Lê Ánh,,,',
    ];
    const { refused } = parseStaffRows([table(header, ...rows)], TODAY);
    assert.deepEqual(refusalsOf({ refused }), ['3 chuc_vu required', '4 ma_don_vi required']);
  });

  it('reads units and mailboxes, and names their faults', () => {
    const units = table(
      'ma_don_vi,ten_don_vi,hieu_luc_tu,hieu_luc_den',
      'G14,Bộ,02/01/2020,01/01/2020',
      ',Cục,,',
    );
    const boxes = table('thu_dien_tu,loai,so_hieu,ten', 'a@mic.example,dịch vụ,,', 'a,,=,');
    const rows = parseStaffRows([units, boxes], TODAY);
    assert.deepEqual(
      refusalsOf(rows),
      [
        '2 hieu_luc_den period_reversed',
        '3 loai required',
        '3 ma_don_vi required',
        '3 so_hieu invalid_code',
        '3 thu_dien_tu invalid_email',
      ].toSorted(),
    );
    assert.deepEqual(
      { ...rows.mailboxes[0], place: null },
      {
        place: null,
        address: 'a@mic.example',
        kind: 'dich_vu',
        employeeNo: null,
        name: null,
        stewardNos: undefined,
      },
    );
  });
});

describe('directory/staff-refusal', () => {
  const place = { file: 'a', line: 2, columns: new Map() };

  it('shows only the last four digits of a citizen id, in whatever column it stands', () => {
    assert.equal(refusalAt(place, 'so_dinh_danh', '00108000001', 'invalid_citizen_id').value, '••••0001');
    assert.equal(refusalAt(place, 'so_dinh_danh', '1234', 'invalid_citizen_id').value, '••••');
    assert.equal(refusalAt(place, 'dien_thoai', '001 080.000001', 'invalid_phone').value, '••••0001');
    assert.equal(refusalAt(place, 'dien_thoai', '0212345678', 'invalid_phone').value, '0212345678');
  });

  it('has each code once', () => assert.equal(new Set(REFUSAL_CODES).size, REFUSAL_CODES.length));
});
