import { PROFILE_FIELDS } from '../../src/domain/requests/profile-report.ts';
import type { ProfileView } from '../../src/web/portal/profile.ts';

type Text = (typical: string) => string;

/** The page of one's own record in every state it has; `text` stands wherever a value comes from outside. */
export function sampleProfileViews(text: Text): ProfileView[] {
  const empty: ProfileView = {
    person: {
      fullName: text('Nguyễn Thị Ngọc Ánh'),
      givenName: text('Ánh'),
      initials: text('NÁ'),
      email: text('ntnanh@mic.example'),
    },
    signOutAction: text('/sign-out'),
    hasConsole: false,
    notice: null,
    error: null,
    employeeNo: null,
    birthDate: null,
    category: null,
    rank: null,
    phone: null,
    citizenId: null,
    posts: [],
    form: { fields: PROFILE_FIELDS, field: '', text: '', most: 500 },
  };
  const unitPath = [
    text('Bộ Thông tin và Truyền thông'),
    text('Cục Chuyển đổi số quốc gia'),
    text('Phòng 1'),
  ];
  const full: ProfileView = {
    ...empty,
    employeeNo: text('014-00002'),
    birthDate: '1990-05-17',
    category: 'cong_chuc',
    rank: text('01.003'),
    phone: text('0912345678'),
    citizenId: text('••••••••4187'),
    posts: [
      { position: text('Chuyên viên'), unitPath, isMain: true },
      { position: text('Thư ký'), unitPath, isMain: false },
    ],
  };
  const error = { code: 'profile_report_invalid' as const, supportCode: text('7KQ42MXD') };
  return [
    full,
    empty,
    { ...full, notice: 'reported' },
    { ...full, error, form: { ...full.form, field: 'phone', text: text('0987654321') } },
  ];
}
