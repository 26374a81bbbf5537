import type { Gender } from '../domain/directory/person.ts';
import type { Grade } from './ministry-posts.ts';

/** A person whom guides and tests know by name. They have the first employee numbers, in this order. */
export interface NamedAccount {
  /** Local part of the e-mail. */
  account: string;
  fullName: string;
  gender: Gender;
  unitCode: string;
  position: string;
  grade: Grade;
}

/** The accounts of contract section 6. */
export const NAMED_ACCOUNTS: readonly NamedAccount[] = [
  {
    account: 'staff',
    fullName: 'Đặng Thị Ngọc Ánh',
    gender: 'nu',
    unitCode: 'G14.05.3',
    position: 'Chuyên viên',
    grade: 'staff',
  },
  {
    account: 'clerk',
    fullName: 'Nguyễn Văn An',
    gender: 'nam',
    unitCode: 'G14.01',
    position: 'Văn thư',
    grade: 'support',
  },
  {
    account: 'admin',
    fullName: 'Vũ Hoàng Long',
    gender: 'nam',
    unitCode: 'G14.14',
    position: 'Chuyên viên chính',
    grade: 'middle',
  },
  {
    account: 'hr',
    fullName: 'Phạm Thị Thu Hà',
    gender: 'nu',
    unitCode: 'G14.03',
    position: 'Chuyên viên chính',
    grade: 'middle',
  },
  {
    account: 'unit-admin',
    fullName: 'Trần Quốc Hưng',
    gender: 'nam',
    unitCode: 'G14.05',
    position: 'Chuyên viên chính',
    grade: 'middle',
  },
  {
    account: 'auditor',
    fullName: 'Hoàng Minh Tuấn',
    gender: 'nam',
    unitCode: 'G14.02',
    position: 'Chuyên viên chính',
    grade: 'middle',
  },
  {
    account: 'leaver',
    fullName: 'Bùi Quang Huy',
    gender: 'nam',
    unitCode: 'G14.04.3',
    position: 'Chuyên viên',
    grade: 'staff',
  },
];
