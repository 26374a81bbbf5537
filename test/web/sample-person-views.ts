import { IDENTITY_CHECKS } from '../../src/domain/authentication/factor-reset.ts';
import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';
import { PERSON_ACTION_NAMES } from '../../src/web/admin/person-actions.ts';
import type {
  CredentialsView,
  FactorResetView,
  FileView,
  PersonHead,
  PersonView,
  PersonViews,
} from '../../src/web/admin/person-view.ts';
import { sampleRolesViews } from './sample-roles-views.ts';

const at = new Date('2026-11-20T03:31:09Z');

type Text = (typical: string) => string;
type Samples = { [Name in keyof PersonViews]: PersonViews[Name][] };

/** The pages about one person in every state; `text` stands wherever a value comes from outside. */
export function samplePersonViews(text: Text, frame: ConsoleFrame): Samples {
  const head: PersonHead = {
    id: '1',
    fullName: text('Nguyễn Thị Ngọc Ánh'),
    initials: text('NÁ'),
    email: text('ntnanh@mic.example'),
    employeeNo: text('014-02187'),
  };
  const error = { code: 'reason_missing' as const, supportCode: text('7KQ42MXD') };
  const onPage = { ...frame, head, url: text('/x'), backUrl: text('/admin/people/1') };
  return {
    'admin/person': personViews(text, frame, head),
    'admin/person-confirm': PERSON_ACTION_NAMES.map((action, index) => ({
      ...onPage,
      action,
      isOwn: index % 2 === 0,
      isDanger: index < 2,
      sessions: 3,
      error: index === 4 ? { ...error, code: 'account_closed' } : null,
    })),
    'admin/person-citizen-id': [
      { ...onPage, citizenId: null, reason: '', error: null },
      { ...onPage, citizenId: null, reason: text(' '), error },
      { ...onPage, citizenId: text('001190000001'), reason: text('x'), error: null },
    ],
    'admin/person-factor-reset': resetViews(text, onPage),
  };
}

function resetViews(text: Text, onPage: Omit<FactorResetView, keyof typeof BLANK>): FactorResetView[] {
  const typed = { checked: 'call-back', reference: text('HT-4187'), reason: text('Mất điện thoại') };
  const view: FactorResetView = { ...BLANK, ...onPage };
  const error = { code: 'factor_reset_invalid' as const, supportCode: text('7KQ42MXD') };
  const waiting = { ...typed, checked: 'id-card' as const, by: text('Trần Quốc Hưng'), at, until: at };
  return [
    { ...view, typed, error },
    { ...view, notice: 'rejected' },
    { ...view, notice: 'asked', waiting },
  ];
}

const BLANK = {
  notice: null,
  error: null,
  typed: { checked: '', reference: '', reason: '' },
  checks: IDENTITY_CHECKS,
  waiting: null,
};

function personViews(text: Text, frame: ConsoleFrame, head: PersonHead): PersonView[] {
  const [{ answer } = { answer: null }] = sampleRolesViews(text);
  const state = {
    tone: 'ok' as const,
    text: 'people.hr.dang_cong_tac' as const,
    until: null,
    closesAt: null,
  };
  const event = {
    at,
    what: text('Cấp quyền'),
    detail: text('author'),
    by: text('Trần Quốc Hưng'),
    network: null,
  };
  const refused = {
    ...event,
    by: null,
    network: text('10.1.2.3'),
    supportCode: text('7KQ42MXD'),
    tone: 'bad' as const,
  };
  const session = {
    reference: 'r',
    device: text('Chrome, Windows'),
    isPhone: false,
    source: { address: text('10.1.2.3'), isOutside: null },
    since: at,
    applications: [text('Thư điện tử')],
  };
  const full: PersonView = {
    ...frame,
    notice: 'person.notice.unlock',
    head: { ...head, position: text('Chuyên viên chính'), state, isProtected: true },
    above: [{ name: text('Cục An toàn thông tin'), url: text('/admin/people?unit=G14.05') }],
    warning: { title: 'person.warning.locked', text: 'person.warning.lockedText', day: null, time: at },
    actions: PERSON_ACTION_NAMES.map((action) => ({ action, url: text('/x') })),
    posts: postsOf(text),
    roles: answer && { ...answer, day: '2026-11-20' },
    requests: [
      {
        role: text('Người nhập số liệu'),
        application: text('Báo cáo'),
        icon: null,
        tint: text('reporting'),
        step: 'unit',
        requestedAt: at,
        dueAt: at,
      },
    ],
    credentials: credentialsOf(text),
    sessions: {
      canEnd: true,
      endUrl: '/admin/people/1/end-session',
      open: [session, { ...session, isPhone: true, device: null }],
    },
    file: fileOf(text),
    timeline: Array.from({ length: 9 }, (_, index) =>
      index % 2 === 0 ? refused : { ...event, supportCode: null, tone: 'plain' as const },
    ),
  };
  return [full, bareOf(full)];
}

/** What an administrator of a unit sees of somebody without anything. */
function bareOf(full: PersonView): PersonView {
  const nothing = { position: null, email: null, employeeNo: null, isProtected: false };
  const none = { totpSince: null, codesLeft: null, passkeys: [], certificates: [], password: null };
  const unknown = {
    employeeNo: null,
    citizenId: null,
    revealUrl: null,
    birthDate: null,
    gender: null,
    phone: null,
  };
  return {
    ...full,
    notice: null,
    head: { ...full.head, ...nothing },
    above: [],
    warning: {
      title: 'person.warning.expired',
      text: 'person.warning.expiredText',
      day: full.credentials.lastSignInAt,
      time: null,
    },
    actions: [],
    posts: [],
    roles: null,
    requests: [],
    credentials: { ...full.credentials, ...none, resetUrl: null, hasSecondFactor: false, lastSignInAt: null },
    sessions: null,
    file: { ...full.file, ...unknown, category: null, title: null, rankCode: null, unitCode: null },
    timeline: null,
  };
}

function postsOf(text: Text): PersonView['posts'] {
  const post = {
    unitCode: text('G14.05'),
    unit: text('Phòng Thẩm định'),
    position: text('Chuyên viên'),
    isMain: false,
  };
  return [
    { ...post, isMain: true, from: '2024-06-01', until: null, when: 'now' },
    { ...post, from: '2026-02-15', until: '2027-02-15', when: 'now' },
    { ...post, from: '2027-02-15', until: null, when: 'coming' },
    { ...post, from: null, until: '2024-05-31', when: 'past' },
  ];
}

function credentialsOf(text: Text): CredentialsView {
  const certificate = {
    reference: 'c',
    name: text('Nguyễn Thị Ngọc Ánh'),
    tree: text('Government'),
    serial: text('5402'),
    from: at,
    until: at,
    daysLeft: 20,
    used: 90,
  };
  return {
    resetUrl: '/admin/people/1/factor-reset',
    lastSignInAt: at,
    hasSecondFactor: true,
    password: { changedAt: at, expiresAt: at, mustChange: true },
    activationSentAt: at,
    totpSince: at,
    codesLeft: 8,
    passkeys: [{ name: text('Điện thoại'), since: at, lastUsedAt: at }],
    certificates: (['usable', 'ending', 'expired', 'waiting'] as const).map((state) => ({
      ...certificate,
      state,
    })),
  };
}

function fileOf(text: Text): FileView {
  return {
    employeeNo: text('014-02187'),
    citizenId: text('••••4187'),
    revealUrl: text('/admin/people/1/citizen-id'),
    birthDate: at,
    gender: 'person.gender.nu',
    phone: text('0900000001'),
    category: 'person.category.cong_chuc',
    title: text('Chuyên viên chính'),
    rankCode: text('01.002'),
    unitCode: text('G14.25.03'),
    status: 'people.hr.dang_cong_tac',
  };
}
