import type { PageContext } from '../../src/web/render.ts';
import type { Views } from '../../src/web/view-models.ts';
import { sampleRolesViews } from './sample-roles-views.ts';

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
    ...deviceViews(text),
  };
}

type Text = (typical: string) => string;

function interactionViews(
  text: Text,
): Pick<SampleViews, 'interaction/sign-in' | 'interaction/change-password'> {
  const client = { title: text('Quản lý văn bản và điều hành'), icon: text('documents') };
  const signIn = {
    action: text('/x'),
    client,
    username: text('ntnanh'),
    forgotUrl: text('/password/forgot'),
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
    ],
    'interaction/change-password': [
      { ...change, errors: [], supportCode: null },
      { ...change, errors: [{ field: 'confirm_password', code: 'password_mismatch' }], supportCode },
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
      { person, previousSignIn: null, tiles: [], signOutAction: text('/sign-out') },
      {
        person,
        previousSignIn: { at, network: text('Mạng của Bộ'), device: text('Safari trên iPhone') },
        tiles: [tile, { ...tile, icon: null, roles: [] }],
        signOutAction: text('/sign-out'),
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
