import type { Day } from '../clock.ts';

/** Staff categories of the HR record (Luật Cán bộ, công chức; Luật Viên chức). */
export const STAFF_CATEGORIES = ['can_bo', 'cong_chuc', 'vien_chuc', 'nguoi_lao_dong'] as const;
export type StaffCategory = (typeof STAFF_CATEGORIES)[number];

/** Working statuses of the HR record. */
export const STAFF_STATUSES = [
  'dang_cong_tac',
  'biet_phai',
  'nghi_khong_luong',
  'thai_san',
  'dinh_chi',
  'nghi_huu',
  'thoi_viec',
  'chuyen_cong_tac',
] as const;
export type StaffStatus = (typeof STAFF_STATUSES)[number];

export type Gender = 'nam' | 'nu';

/** A human in the directory. `id` is the OpenID `sub`: opaque, never reused. */
export interface Person {
  id: string;
  /** Số hiệu CBCCVC: unique and immutable; null for an account without an HR record. */
  employeeNo: string | null;
  /** As HR writes it, NFC, words separated by one space. */
  fullName: string;
  familyName: string;
  middleName: string | null;
  givenName: string;
  birthDate: Day | null;
  gender: Gender | null;
  /** Số định danh cá nhân (12 digits) or CMND (9 digits), encrypted at rest by storage. */
  citizenId: string | null;
  /** Official e-mail, lower case, unique. */
  email: string | null;
  /** Mobile number, `0xxxxxxxxx`. */
  phone: string | null;
  category: StaffCategory | null;
  status: StaffStatus;
  title: string | null;
  rankCode: string | null;
  /** Set when an officer disabled the account; independent of the HR status. */
  disabledAt: Date | null;
}

/** Statuses in which HR says the person works, and so may sign in. */
export const WORKING_STATUSES: readonly StaffStatus[] = [
  'dang_cong_tac',
  'biet_phai',
  'thai_san',
  'nghi_khong_luong',
];

/** Not disabled by an officer, and working by HR's record. Whether the account is open is told by `accountState`. */
export function isActive(person: Pick<Person, 'status' | 'disabledAt'>): boolean {
  return person.disabledAt === null && WORKING_STATUSES.includes(person.status);
}
