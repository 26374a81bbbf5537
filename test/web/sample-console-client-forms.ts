import { LEVELS } from '../../src/domain/authentication/assurance.ts';
import { AUTH_METHODS, GRANT_TYPES, SIGNING_ALGS } from '../../src/domain/clients/client-metadata.ts';
import { SCOPES } from '../../src/domain/clients/scopes.ts';
import { formOf } from '../../src/web/admin/client-form-input.ts';
import type {
  ClientConfirmView,
  ClientFormView,
  ClientSecretView,
} from '../../src/web/admin/client-form-view.ts';
import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';
import { APP_ICONS } from '../../src/web/app-look.ts';

type Text = (typical: string) => string;

/** The forms about relying systems in every state. */
export function sampleClientFormViews(
  text: Text,
  frame: ConsoleFrame,
): {
  'admin/client-form': ClientFormView[];
  'admin/client-secret': ClientSecretView[];
  'admin/client-confirm': ClientConfirmView[];
} {
  return {
    'admin/client-form': formViews(text, frame),
    'admin/client-secret': secretViews(text, frame),
    'admin/client-confirm': confirmViews(text, frame),
  };
}

function formViews(text: Text, frame: ConsoleFrame): ClientFormView[] {
  const { fields, lists } = formOf(text('reporting'), undefined);
  const fresh: ClientFormView = {
    ...frame,
    id: null,
    title: null,
    action: text('/admin/clients/new'),
    back: text('/admin/clients'),
    form: {
      ...fields,
      title: text('Thông tin báo cáo'),
      redirect_uris: text('https://baocao.mic.example/cb'),
    },
    lists,
    icons: APP_ICONS,
    levels: LEVELS,
    methods: AUTH_METHODS,
    grantTypes: GRANT_TYPES,
    scopes: SCOPES,
    algorithms: SIGNING_ALGS,
    problems: [],
    conflicts: [],
    seen: '',
    was: '',
    changes: null,
  };
  const problem = (field: string, value = '') => ({ field, text: text('Điền mục này'), value });
  const conflict = (field: 'title' | 'url', typed: string | null) => ({
    field,
    was: text('Cũ'),
    now: '',
    typed,
  });
  const edited: ClientFormView = {
    ...fresh,
    id: text('reporting'),
    title: text('Thông tin báo cáo'),
    form: { ...fresh.form, minimum_acr: 'LoA2' },
    seen: text('abc'),
    was: text('{}'),
    changes: [
      { label: 'clients.field.redirect_uris', before: [text('https://a')], after: [text('https://b')] },
      { label: 'clients.field.backchannel_logout_uri', before: [], after: [text('https://b/bcl')] },
    ],
  };
  return [
    fresh,
    {
      ...fresh,
      problems: [problem('redirect_uris', text('ftp://x')), problem('scope', text('x')), problem('method')],
    },
    edited,
    { ...edited, changes: null, conflicts: [conflict('title', text('Mới')), conflict('url', null)] },
  ];
}

function secretViews(text: Text, frame: ConsoleFrame): ClientSecretView[] {
  const view: ClientSecretView = {
    ...frame,
    reason: 'registered',
    id: text('reporting'),
    title: text('Thông tin báo cáo'),
    secret: text('c2VjcmV0LW9mLWEtc2FtcGxl'),
    issuer: text('https://dangnhap.mic.example'),
    next: text('/admin/clients/reporting'),
    snippets: [{ title: 'nginx', code: text('location / {'), notes: ['clients.snippet.note.callback'] }],
  };
  return [view, { ...view, reason: 'changed' }, { ...view, reason: 'rotated', snippets: [] }];
}

function confirmViews(text: Text, frame: ConsoleFrame): ClientConfirmView[] {
  const view: ClientConfirmView = {
    ...frame,
    act: 'remove',
    id: text('reporting'),
    title: text('Thông tin báo cáo'),
    action: text('/admin/clients/reporting/removal'),
    back: text('/admin/clients/reporting'),
    ends: [
      { label: 'clients.end.roles', number: 6 },
      { label: 'clients.end.sessions', number: 1213 },
    ],
    error: null,
  };
  const error = { code: 'client_invalid' as const, supportCode: text('7KQ42MXD') };
  return [view, { ...view, act: 'rotate', ends: [], error }];
}
