import type { ErrorCode } from '../../src/domain/errors.ts';
import {
  type AttemptView,
  type CertificateRowView,
  NOTICES,
  type SecurityView,
  type SessionView,
} from '../../src/web/portal/security-view.ts';
import type { Views } from '../../src/web/view-models.ts';

const at = new Date('2026-11-20T03:31:09Z');
const earlier = new Date('2026-11-17T19:37:00Z');

type Text = (typical: string) => string;
type SecurityViews = { [Name in Extract<keyof Views, `portal/security${string}`>]: Views[Name][] };

/** The pages of one's own security in every state; `text` stands wherever a value comes from outside. */
export function sampleSecurityViews(text: Text): SecurityViews {
  const frame = frameOf(text);
  const error = (code: ErrorCode) => ({ code, supportCode: text('7KQ42MXD') });
  const full = fullView(text);
  const empty: SecurityView = {
    ...full,
    warning: null,
    passwordChangedAt: null,
    totpSince: null,
    codes: null,
    passkeys: [],
    devices: [],
    viewings: [],
    certificates: [],
    history: [],
  };
  const revoked = {
    state: 'failed' as const,
    title: text('Đã bị thu hồi'),
    detail: text('14/11/2026'),
    remedy: text('Cắm USB mới'),
  };
  const password = {
    ...frame,
    login: text('ntnanh@mic.example'),
    errors: [],
    supportCode: null,
    minimumLength: 14,
    otherSessions: 2,
    isAfterNotMe: false,
  };
  const totp = {
    ...frame,
    isReplaced: false,
    login: text('ntnanh@mic.example'),
    qr: { size: 3, path: text('M0 0h1v1h-1z') },
    secretGroups: [text('JBSW'), text('Y3DP')],
    expiresAt: at,
    error: null,
  };
  const certificate = {
    ...frame,
    certificateUrl: text('/certificate?ticket=x'),
    certificateHost: text('chungthu.mic.example'),
    signed: { action: text('/security/certificate/signed'), challenge: text('abc'), text: text('ký') },
    error: null,
    refused: null,
  };
  const notMe = {
    ...frame,
    attempt: null,
    reference: '',
    otherSessions: 2,
    devices: 1,
    hasPassword: true,
  };
  const newPasskey = {
    ...frame,
    name: text('Edge, Windows'),
    passkey: { asks: 'create', action: text('/security/passkey') } as const,
    error: null,
  };
  return {
    'portal/security': [
      full,
      empty,
      { ...empty, certificates: null, codes: { left: 0, all: 10, madeAt: null } },
      ...NOTICES.map((notice) => ({ ...full, notice })),
      { ...full, error: error('second_factor_demanded') },
    ],
    'portal/security-password': [
      password,
      {
        ...password,
        otherSessions: 0,
        isAfterNotMe: true,
        errors: [{ field: 'current_password', code: 'sign_in_refused' }],
        supportCode: text('7KQ42MXD'),
      },
    ],
    'portal/security-totp': [totp, { ...totp, isReplaced: true, error: error('code_refused') }],
    'portal/security-passkeys': [
      { ...frame, passkeys: full.passkeys, isFull: false, error: null },
      { ...frame, passkeys: full.passkeys, isFull: true, error: error('too_many_passkeys') },
      { ...frame, passkeys: [], isFull: false, error: null },
    ],
    'portal/security-passkey': [newPasskey, { ...newPasskey, error: error('passkey_not_made') }],
    'portal/security-passkey-name': full.passkeys.flatMap((passkey) => [
      { ...frame, passkey, name: text('Khóa USB'), error: null },
      { ...frame, passkey, name: '', error: error('passkey_name_invalid') },
    ]),
    'portal/security-codes': [{ ...frame, codes: [text('H4KX-92TM'), text('QW7C-3RDA')] }],
    'portal/security-certificate': [
      certificate,
      { ...certificate, error: error('certificate_not_chosen') },
      {
        ...certificate,
        refused: {
          steps: [revoked],
          supportCode: text('7KQ42MXD'),
        },
      },
    ],
    'portal/security-certificate-check': [
      { ...frame, error: null, checked: null },
      { ...frame, error: error('certificate_file_missing'), checked: null },
      {
        ...frame,
        error: null,
        checked: { at, steps: [revoked], failed: revoked, canBeEnrolled: false },
      },
      { ...frame, error: null, checked: { at, steps: [], failed: revoked, canBeEnrolled: true } },
      { ...frame, error: null, checked: { at, steps: [], failed: null, canBeEnrolled: false } },
    ],
    'portal/security-certificate-shown': [[text('ntnanh@mic.example')], []].map((emails) => ({
      ...frame,
      certificate: {
        name: text('Nguyễn Thị Ngọc Ánh'),
        authority: text('CA phục vụ các cơ quan Nhà nước G2'),
        tree: text('government-g2'),
        serial: text('54011c90ab12'),
        emails,
        from: earlier,
        until: at,
      },
      answer: text('def'),
    })),
    'portal/security-confirm': [
      {
        ...frame,
        title: 'security.everywhereTitle',
        text: 'security.everywhereText',
        params: { count: 3 },
        action: text('/security/sign-out'),
        hidden: { certificate: text('abc') },
        submit: 'security.everywhereSubmit',
        other: 'security.othersSubmit',
        isDanger: true,
      },
    ],
    'portal/security-export': [frame],
    'portal/security-not-me': full.history.flatMap((attempt) => [
      { ...notMe, attempt, reference: text('7KQ42MXD') },
      { ...notMe, hasPassword: false },
    ]),
  };
}

function frameOf(text: Text) {
  return {
    person: {
      fullName: text('Nguyễn Thị Ngọc Ánh'),
      givenName: text('Ánh'),
      initials: text('NÁ'),
      email: text('ntnanh@mic.example'),
    },
    signOutAction: text('/sign-out'),
    hasConsole: false,
  };
}

function fullView(text: Text): SecurityView {
  const outside = { address: text('203.0.113.58'), isOutside: true };
  const inside = { address: text('10.14.22.187'), isOutside: false };
  const session: SessionView = {
    reference: text('abc'),
    device: text('Edge, Windows'),
    isPhone: false,
    isThis: true,
    source: inside,
    since: at,
    applications: [text('Quản lý văn bản'), text('Thư điện tử')],
  };
  const device = {
    reference: text('mno'),
    device: text('Edge, Windows'),
    isThis: true,
    since: earlier,
    lastUsedAt: at,
    source: inside,
    trustedUntil: at,
  };
  const certificate: CertificateRowView = {
    reference: text('def'),
    name: text('Nguyễn Thị Ngọc Ánh'),
    tree: text('government-g2'),
    serial: text('54011c90ab12'),
    from: earlier,
    until: new Date('2027-11-20T03:31:09Z'),
    state: 'usable',
    daysLeft: 365,
    used: 2,
  };
  const attempt: AttemptView = {
    at,
    ways: ['password', 'totp'],
    device: text('Edge, Windows'),
    source: inside,
    cause: null,
    supportCode: null,
  };
  const failed = { ...attempt, cause: text('Sai mật khẩu'), supportCode: text('7KQ42MXD') };
  return {
    ...frameOf(text),
    notice: null,
    error: null,
    warning: { count: 3, at: earlier, source: outside },
    passwordChangedAt: earlier,
    totpSince: earlier,
    codes: { left: 2, all: 10, madeAt: earlier },
    passkeys: [
      { reference: text('ghi'), name: text('Điện thoại của Ánh'), since: earlier, lastUsedAt: at },
      { reference: text('jkl'), name: text('Khóa USB'), since: earlier, lastUsedAt: null },
    ],
    sessions: [
      session,
      { ...session, isThis: false, isPhone: true, device: text('Safari, iPhone'), since: earlier },
      { ...session, isThis: false, device: null, source: outside, applications: [] },
    ],
    devices: [device, { ...device, isThis: false, device: null, trustedUntil: null, source: outside }],
    viewings: [
      {
        at,
        who: text('Hoàng Mai Phương'),
        kind: 'person',
        roles: [text('Kiểm toán viên')],
        data: 'devices',
        reason: text('SC-2026-0192'),
      },
      { at: earlier, who: text('van-hanh'), kind: 'operator', roles: [], data: 'sign-in', reason: null },
      { at: earlier, who: text('Hệ thống nhân sự'), kind: 'client', roles: [], data: 'record', reason: null },
      { at: earlier, who: '', kind: 'system', roles: [], data: 'roles', reason: null },
    ],
    certificates: [
      certificate,
      { ...certificate, state: 'ending', daysLeft: 23, used: 94 },
      { ...certificate, state: 'waiting' },
      { ...certificate, state: 'expired', daysLeft: -3, used: 100 },
    ],
    history: [
      attempt,
      { ...failed, ways: ['certificate'] },
      {
        ...failed,
        at: earlier,
        ways: ['password'],
        device: null,
        source: { address: null, isOutside: null },
      },
    ],
  };
}
