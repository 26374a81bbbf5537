import type { StaffColumn } from './staff-columns.ts';

/** Where a column of the people file stands in a record of the national database. */
export interface EnvelopeField {
  column: StaffColumn;
  section: 'THONGTINCHUNG' | 'LUONG_PHUCAP_CHUCVU';
  /** The first that is not empty counts; the first is the one that we write. */
  names: readonly string[];
}

/**
 * All that is read of a person, and so all that can be kept (domain facts, section 2). Whatever else a record
 * holds – religion, Party, health, family, salary – no code looks at. The names are those of public senders and
 * receivers of the database of Quyết định 4223/QĐ-BNV, but for those marked ours: no public text has such a field.
 */
export const ENVELOPE_FIELDS: readonly EnvelopeField[] = [
  { column: 'ho_va_ten', section: 'THONGTINCHUNG', names: ['HoVaTen', 'HoTen'] },
  { column: 'ngay_sinh', section: 'THONGTINCHUNG', names: ['NgaySinh'] },
  { column: 'gioi_tinh', section: 'THONGTINCHUNG', names: ['GioiTinh'] },
  { column: 'so_dinh_danh', section: 'THONGTINCHUNG', names: ['SoDinhDanhCaNhan', 'SoCMND'] },
  { column: 'loai', section: 'THONGTINCHUNG', names: ['PhanLoaiHoSo'] },
  { column: 'ma_ngach', section: 'LUONG_PHUCAP_CHUCVU', names: ['MaNgachChucDanh'] },
  // ours
  { column: 'thu_dien_tu', section: 'THONGTINCHUNG', names: ['ThuDienTu', 'Email'] },
  { column: 'dien_thoai', section: 'THONGTINCHUNG', names: ['DienThoai', 'SoDienThoai'] },
  { column: 'trang_thai', section: 'THONGTINCHUNG', names: ['TrangThai'] },
  { column: 'chuc_danh', section: 'THONGTINCHUNG', names: ['ChucDanh'] },
];

/** Fields of an entry of `DS_QUATRINH_CONGTAC`, read in the same way; `ChucVu` and `KiemNhiem` are ours. */
export const POST_FIELDS = {
  unit: ['MaCoQuan', 'MaDonVi'],
  position: ['ChucVu', 'ViTriViecLam'],
  from: ['TuNgay'],
  until: ['DenNgay'],
  concurrent: 'KiemNhiem',
} as const;

/** Numbers that must agree with the record's key where they are given. */
export const NUMBER_FIELDS = ['SoHieuCBCCVC', 'SoHieuCBCCVC_BNDP'] as const;
