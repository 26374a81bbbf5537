import type { ErrorCode } from '../../src/domain/errors.ts';
import type { PageContext } from '../../src/web/render.ts';
import type { Views } from '../../src/web/view-models.ts';
import { sampleConsoleViews } from './sample-console-views.ts';
import { sampleProfileViews } from './sample-profile-views.ts';
import { sampleRolesViews } from './sample-roles-views.ts';
import { sampleSecurityViews } from './sample-security-views.ts';

export type SampleViews = { [Name in keyof Views]: Views[Name][] };

const at = new Date('2026-11-20T03:31:09Z');

/** A page context; `text` stands wherever a value comes from outside. */
export function samplePage(
  words: Pick<PageContext, 'lang' | 't' | 'assetUrl'>,
  text = (typical: string) => typical,
): PageContext {
  return {
    ...words,
    theme: null,
    path: text('/?a=1'),
    csrf: text('token'),
    ministry: { vi: text('Bộ Thông tin và Truyền thông'), en: text('Bộ Thông tin và Truyền thông') },
    host: text('dangnhap.mic.example'),
    supportPhone: text('2088'),
    now: at,
  };
}

/** Every page in every state it has; values are Vietnamese so that stray English shows. */
export function sampleViews(text = (typical: string) => typical): SampleViews {
  return {
    ...interactionViews(text),
    ...passwordViews(text),
    ...portalViews(text),
    'portal/roles': sampleRolesViews(text),
    'portal/profile': sampleProfileViews(text),
    ...sampleSecurityViews(text),
    ...deviceViews(text),
    ...sampleConsoleViews(text),
  };
}

type Text = (typical: string) => string;

function interactionViews(
  text: Text,
): Pick<SampleViews, Extract<keyof SampleViews, `interaction/${string}`>> {
  const client = { title: text('Quản lý văn bản và điều hành'), icon: text('documents') };
  const signIn = {
    action: text('/x'),
    client,
    username: text('ntnanh'),
    forgotUrl: text('/password/forgot'),
    hasMarks: false,
    certificateUrl: text('/x/certificate'),
    passkey: passkeyForm(text, 'get'),
  };
  const supportCode = text('7KQ42MXD');
  const codes = ['sign_in_refused', 'busy', 'network_paused', 'sign_in_expired'] as const;
  const change = {
    action: text('/x'),
    reason: 'first_sign_in' as const,
    minimumLength: 12,
    person: { fullName: text('Nguyễn Thị Ngọc Ánh'), login: text('ntnanh') },
  };
  return {
    'interaction/sign-in': [
      { ...signIn, error: null, notice: null },
      { ...signIn, client: null, username: '', error: null, notice: 'password_changed' },
      { ...signIn, error: null, notice: 'signed_out' },
      ...codes.map((code) => ({ ...signIn, error: { code, supportCode }, notice: null })),
      { ...signIn, hasMarks: true, error: { code: 'sign_in_refused', supportCode }, notice: null },
    ],
    ...stepViews(text),
    'interaction/change-password': [
      { ...change, reason: 'expired', errors: [], supportCode: null },
      { ...change, reason: 'too_short', errors: [], supportCode: null },
      ...[false, true].map((typedOnPurpose) => ({
        ...change,
        errors: [{ field: 'new_password' as const, code: 'password_input_method' as const, typedOnPurpose }],
        supportCode,
      })),
      { ...change, errors: [], supportCode: null },
      { ...change, errors: [{ field: 'confirm_password', code: 'password_mismatch' }], supportCode },
    ],
  };
}

type StepViews =
  | 'interaction/second-factor'
  | 'interaction/passkey'
  | 'interaction/enrol-passkey'
  | 'interaction/enrol-totp'
  | 'interaction/recovery-codes'
  | 'interaction/level-unreachable'
  | 'interaction/certificate'
  | 'interaction/certificate-refused';

function passkeyForm(text: Text, asks: 'get' | 'create') {
  return { asks, action: text('/x/passkey') };
}

/** The steps after the password. */
function stepViews(text: Text): Pick<SampleViews, StepViews> {
  const client = { title: text('Quản lý văn bản và điều hành'), icon: text('documents') };
  const person = { fullName: text('Nguyễn Thị Ngọc Ánh'), login: text('ntnanh') };
  const known = { action: text('/x'), client, person };
  const error = (code: ErrorCode) => ({ code, supportCode: text('7KQ42MXD') });
  const second = { ...known, others: [], restartAction: text('/x/restart'), error: null, trustHours: 0 };
  const others = (['totp', 'recovery-code', 'passkey', 'certificate'] as const).map((method) => ({
    method,
    url: text(`/x/${method}`),
  }));
  const certificate = {
    client,
    certificateUrl: text('/certificate?ticket=x'),
    certificateHost: text('chungthu.mic.example'),
    signed: { action: text('/x/signed'), challenge: text('abc'), text: text('MicConnect abc') },
    passwordUrl: text('/x'),
  };
  const enrol = {
    ...known,
    qr: { size: 3, path: text('M0 0h1v1h-1z') },
    secretGroups: [text('JBSW'), text('Y3DP')],
    expiresAt: at,
    passkeyUrl: text('/x/enrol-passkey'),
    error: null,
  };
  return {
    'interaction/second-factor': [
      { ...second, method: 'totp', trustHours: 12 },
      { ...second, method: 'recovery-code', others, restartAction: null, client: null },
      { ...second, method: 'totp', others, error: error('code_refused') },
      { ...second, method: 'totp', error: error('code_used') },
      { ...second, method: 'totp', error: error('codes_paused') },
      { ...second, method: 'totp', error: error('codes_locked') },
    ],
    'interaction/enrol-totp': [enrol, { ...enrol, error: error('enrolment_expired'), client: null }],
    'interaction/certificate': [
      { ...certificate, startsByItself: true, error: null },
      { ...certificate, client: null, startsByItself: false, error: error('certificate_not_chosen') },
      { ...certificate, startsByItself: false, error: error('certificate_ticket_invalid') },
    ],
    'interaction/certificate-refused': [
      {
        client,
        retryUrl: text('/x/certificate'),
        passwordUrl: text('/x'),
        at,
        steps: [
          {
            state: 'passed',
            title: text('Đọc chứng thư'),
            detail: text('Nguyễn Thị Ngọc Ánh, 41'),
            remedy: null,
          },
          {
            state: 'failed',
            title: text('Đã bị thu hồi'),
            detail: text('14/11/2026'),
            remedy: text('Cắm USB mới'),
          },
          { state: 'not_reached', title: text('Gắn với người dùng'), detail: '', remedy: null },
        ],
        supportCode: text('7KQ42MXD'),
      },
    ],
    'interaction/passkey': [
      { ...second, passkey: passkeyForm(text, 'get') },
      { ...second, passkey: passkeyForm(text, 'get'), others, error: error('passkey_refused') },
    ],
    'interaction/enrol-passkey': (['passkey_not_made', 'passkey_exists', null] as const).map((code) => ({
      ...known,
      passkey: passkeyForm(text, 'create'),
      name: text('Chrome, Windows'),
      totpUrl: text('/x'),
      error: code && error(code),
    })),
    'interaction/recovery-codes': (['totp', 'passkey'] as const).map((method) => ({
      ...known,
      method,
      codes: [text('H4KX-92TM'), text('QW7C-3RDA')],
    })),
    'interaction/level-unreachable': [
      { client, person, leaveAction: text('/x/leave'), restartAction: text('/x/restart') },
    ],
  };
}

type PasswordViews = 'password/forgot' | 'password/forgot-sent' | 'password/reset' | 'password/reset-done';

function passwordViews(text: Text): Pick<SampleViews, PasswordViews> {
  const supportCode = text('7KQ42MXD');
  const reset = { purpose: 'reset' as const, action: text('/x'), minimumLength: 12 };
  return {
    'password/forgot': [
      { action: text('/x'), username: '', error: null },
      { action: text('/x'), username: text('ntnanh'), error: { code: 'busy', supportCode } },
    ],
    'password/forgot-sent': [{}],
    'password/reset': [
      { ...reset, errors: [], supportCode: null },
      { ...reset, purpose: 'activation', errors: [], supportCode: null },
      {
        ...reset,
        errors: [
          { field: 'new_password', code: 'password_too_short' },
          { field: 'confirm_password', code: 'password_mismatch' },
        ],
        supportCode,
      },
    ],
    'password/reset-done': [
      { purpose: 'reset', signInUrl: text('/') },
      { purpose: 'activation', signInUrl: text('/') },
    ],
  };
}

function portalViews(
  text: Text,
): Pick<SampleViews, 'portal/launcher' | 'portal/requests' | 'sign-out/confirm' | 'sign-out/done' | 'error'> {
  const person = {
    fullName: text('Nguyễn Thị Ngọc Ánh'),
    givenName: text('Ánh'),
    initials: text('NÁ'),
    email: text('ntnanh@mic.example'),
  };
  const tile = {
    clientId: text('documents'),
    title: text('Quản lý văn bản và điều hành'),
    icon: text('documents'),
    tint: text('documents'),
    url: text('https://vanban.mic.example/'),
    host: text('vanban.mic.example'),
    roles: [text('Người soạn thảo'), text('Người thẩm định')],
  };
  const request = {
    id: text('6f1c'),
    role: text('Người soạn thảo'),
    application: text('Quản lý văn bản và điều hành'),
    icon: text('documents'),
    tint: text('documents'),
    reason: text('Soạn văn bản của phòng'),
    step: 'unit' as const,
    until: at,
    dueAt: at,
    requestedAt: at,
  };
  const requests = {
    person,
    error: null,
    waiting: [],
    own: [],
    form: {
      choices: [],
      role: '',
      until: text('2026-12-31'),
      earliest: text('2026-11-20'),
      latest: text('2027-11-20'),
      reason: text('Soạn văn bản'),
    },
    signOutAction: text('/sign-out'),
    hasConsole: false,
  };
  const choices = [
    { application: text('Thư điện tử'), roles: [{ value: text('mail:user'), name: text('Người dùng') }] },
  ];
  const systems = [
    { title: text('Thư điện tử'), icon: text('mail'), state: 'ended' as const },
    { title: text('Báo cáo'), icon: null, state: 'retrying' as const },
  ];
  const failure = {
    title: text('Chưa vào được'),
    text: text('Thử lại.'),
    supportCode: text('HX3W6RPN'),
    homeUrl: text('/'),
  };
  const technical = { code: text('bad_request'), clientId: null, received: null, at };
  const known = {
    ...technical,
    clientId: text('reporting'),
    received: text('https://baocao.mic.example/cb'),
  };
  return {
    'portal/launcher': [
      { person, previousSignIn: null, tiles: [], signOutAction: text('/sign-out'), hasConsole: false },
      {
        person,
        previousSignIn: { at, network: text('Mạng của Bộ'), device: text('Safari trên iPhone') },
        tiles: [tile, { ...tile, icon: null, roles: [] }],
        signOutAction: text('/sign-out'),
        hasConsole: false,
      },
    ],
    'portal/requests': [
      { ...requests, notice: null },
      ...(['sent', 'approved', 'rejected', 'withdrawn'] as const).map((notice) => ({ ...requests, notice })),
      {
        ...requests,
        notice: null,
        error: { code: 'role_request_invalid' as const, supportCode: text('7KQ42MXD') },
        waiting: [{ ...request, requester: text('Nguyễn Văn An'), employeeNo: text('014-00002') }],
        own: (['pending', 'approved', 'rejected', 'withdrawn', 'expired'] as const).map((state) => ({
          ...request,
          state,
          step: state === 'pending' ? ('owner' as const) : null,
          note: state === 'rejected' ? text('Chưa cần') : null,
        })),
        form: { ...requests.form, choices, role: text('mail:user') },
      },
    ],
    'sign-out/confirm': [
      { action: text('/x'), hidden: { [text('xsrf')]: text('abc') }, client: null, cancelUrl: text('/') },
      { action: text('/x'), hidden: {}, client: { title: text('Thư điện tử') }, cancelUrl: text('/') },
    ],
    'sign-out/done': [
      { at, systems, signInUrl: text('/'), returnUrl: text('/back') },
      { at, systems: [], signInUrl: text('/'), returnUrl: null },
    ],
    error: [
      { ...failure, status: 400, fault: 'application', technical: known, retryUrl: text('/retry') },
      { ...failure, status: 404, fault: 'action', technical, retryUrl: null },
      { ...failure, status: 503, fault: 'system', technical, retryUrl: null },
    ],
  };
}

function deviceViews(text: Text): Pick<SampleViews, 'device/input' | 'device/confirm' | 'device/done'> {
  const form = { action: text('/x'), xsrf: text('x'), userCode: text('WDJB-MJHT') };
  const client = { title: text('Mạng không dây') };
  return {
    'device/input': [
      { ...form, error: null },
      { ...form, error: 'device.errorUnknown' },
    ],
    'device/confirm': [{ ...form, client }],
    'device/done': [{ client }, { client: null }],
  };
}
