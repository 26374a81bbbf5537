import type { Person } from './person.ts';

/**
 * The account for the day on which nobody else can sign in. No file, provisioning client or officer names it: it has
 * neither employee number nor address, `getPerson` does not know its id, and what plans load leaves it out.
 */
export const BREAK_GLASS_ID = '00000000-0000-4000-8000-0000b4ea6000';

/** What is typed as its user name. */
export const BREAK_GLASS_LOGIN = 'break-glass';

/** Closed unless it is in use. */
export const BREAK_GLASS_PERSON: Omit<Person, 'disabledAt'> = {
  id: BREAK_GLASS_ID,
  employeeNo: null,
  fullName: 'Tài khoản khẩn cấp',
  familyName: 'Tài khoản',
  middleName: null,
  givenName: 'khẩn cấp',
  birthDate: null,
  gender: null,
  citizenId: null,
  email: null,
  phone: null,
  category: null,
  status: 'dang_cong_tac',
  title: null,
  rankCode: null,
};
