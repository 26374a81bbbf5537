/** The three HR files of a generated ministry. */
export interface StaffFiles {
  'units.csv': Buffer;
  'people.csv': Buffer;
  'mailboxes.csv': Buffer;
}

const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Đặng', 'Bùi', 'Đỗ', 'Ngô', 'Dương', 'Lý', 'Vũ'];
const MIDDLE = ['Thị Ngọc', 'Văn', 'Hữu', 'Quốc', 'Minh', 'Thị', 'Đức', 'Thanh'];
const GIVEN = ['Ánh', 'An', 'Bình', 'Chi', 'Dũng', 'Hưng', 'Mai', 'Phước', 'Quỳnh', 'Ước', 'Yến'];
const POSITIONS = [
  'Trưởng phòng',
  'Phó trưởng phòng',
  'Chuyên viên chính',
  'Chuyên viên',
  'Văn thư',
  'Kế toán',
];
const CATEGORIES = ['công chức', 'viên chức', 'người lao động'];
const DIVISIONS_EACH = 9;
const PEOPLE_COLUMNS = [
  'so_hieu',
  'ho_va_ten',
  'ngay_sinh',
  'gioi_tinh',
  'so_dinh_danh',
  'thu_dien_tu',
  'dien_thoai',
  'loai',
  'trang_thai',
  'ma_don_vi',
  'chuc_vu',
  'tu_ngay',
  'kiem_nhiem',
];

/**
 * The HR files of an invented ministry, the same each time: everybody has a mailbox and a citizen id, every tenth
 * person a concurrent post.
 */
export function staffFiles({ people, units }: { people: number; units: number }): StaffFiles {
  const codes = unitCodes(units);
  const listed = Array.from({ length: people }, (_, index) => personCells(index, codes));
  return {
    'units.csv': csv([
      ['ma_don_vi', 'ten_don_vi', 'ma_don_vi_cha'],
      ...codes.map((code) => [code, `Đơn vị ${code}`, code.split('.').slice(0, -1).join('.')]),
    ]),
    'people.csv': csv([PEOPLE_COLUMNS, ...listed]),
    'mailboxes.csv': csv([
      ['thu_dien_tu', 'loai', 'so_hieu', 'ten'],
      ...listed.map((cells) => [cells[5] ?? '', 'cá nhân', cells[0] ?? '', '']),
    ]),
  };
}

/** The ministry, its departments, and below each of them up to nine divisions. */
function unitCodes(count: number): string[] {
  const codes = ['G14'];
  for (let department = 1; codes.length < count; department += 1) {
    const code = `G14.${String(department).padStart(3, '0')}`;
    const divisions = Array.from({ length: DIVISIONS_EACH }, (_, index) => `${code}.${index + 1}`);
    codes.push(code, ...divisions);
  }
  return codes.slice(0, count);
}

function personCells(index: number, codes: readonly string[]): string[] {
  const number = String(index + 1).padStart(6, '0');
  const pick = (list: readonly string[], step: number) => list[Math.floor(index / step) % list.length] ?? '';
  const day = `${String(1 + (index % 28)).padStart(2, '0')}/${String(1 + (index % 12)).padStart(2, '0')}`;
  return [
    `014-${number}`,
    `${pick(FAMILY, 1)} ${pick(MIDDLE, 12)} ${pick(GIVEN, 96)}`,
    `${day}/${1965 + (index % 40)}`,
    index % 2 === 0 ? 'nữ' : 'nam',
    `000200${number}`,
    `p${number}@mic.example`,
    `0900${number}`,
    pick(CATEGORIES, 1),
    'đang công tác',
    pick(codes, 1),
    pick(POSITIONS, 7),
    `${day}/2020`,
    index % 10 === 0 ? `${pick(codes, 3)}|Ủy viên|01/01/2021|` : '',
  ];
}

function csv(rows: readonly string[][]): Buffer {
  return Buffer.from(rows.map((cells) => `${cells.join(',')}\r\n`).join(''));
}
