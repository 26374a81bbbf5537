import type { ClientsView, ClientView } from '../../src/web/admin/clients-view.ts';
import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';

type Text = (typical: string) => string;
const at = new Date('2026-11-20T03:31:09Z');

/** The pages about relying systems in every state. */
export function sampleClientViews(
  text: Text,
  frame: ConsoleFrame,
): { 'admin/clients': ClientsView[]; 'admin/client': ClientView[] } {
  return { 'admin/clients': listViews(text, frame), 'admin/client': pageViews(text, frame) };
}

function listViews(text: Text, frame: ConsoleFrame): ClientsView[] {
  const row = (id: string) => ({
    id: text(id),
    address: text(`/admin/clients/${id}`),
    title: text('Thông tin báo cáo'),
    icon: text('reporting'),
    owner: text('Văn phòng Bộ'),
    roles: 6,
    lastUsedAt: at,
    connection: { kind: 'web' as const, isCompatible: false, hearsNothing: false },
  });
  const warned = { kind: 'native' as const, isCompatible: true, hearsNothing: true };
  const full: ClientsView = {
    ...frame,
    notice: null,
    search: { text: text('bao cao'), kind: 'web', state: 'no-logout' },
    kinds: ['web', 'native', 'service'],
    questions: ['no-logout', 'unused', 'compatible'],
    clients: [
      row('reporting'),
      { ...row('portal'), connection: warned, lastUsedAt: null, owner: null },
      { ...row('hr'), connection: null, icon: null },
    ],
    paging: {
      from: 1,
      to: 3,
      total: 3,
      precision: 'exact' as const,
      previous: null,
      next: text('/admin/clients?after=hr'),
    },
    mayRegister: true,
  };
  const paging = { ...full.paging, from: 0, to: 0, total: 0, next: null };
  const none = { ...full, clients: [], paging, mayRegister: false };
  return [full, { ...full, notice: 'removed' }, none, { ...none, search: { text: '', kind: '', state: '' } }];
}

function pageViews(text: Text, frame: ConsoleFrame): ClientView[] {
  const full: ClientView = {
    ...frame,
    notice: null,
    id: text('reporting'),
    address: text('/admin/clients/reporting'),
    title: text('Thông tin báo cáo'),
    icon: text('reporting'),
    url: text('https://baocao.mic.example/'),
    owner: { name: text('Văn phòng Bộ'), address: text('/admin/units/G14.01') },
    lastUsedAt: at,
    users: 213,
    unusedDays: 90,
    roles: [
      {
        code: text('reporter'),
        name: text('Người nhập báo cáo'),
        extent: 'own-unit',
        isPrivileged: true,
        roleGrants: 4,
        address: text('/admin/role-grants?role=reporting:reporter'),
      },
    ],
    rolesAddress: text('/admin/roles?client=reporting'),
    connection: {
      isCompatible: false,
      hearsNothing: false,
      facts: [
        { label: 'clients.field.redirect_uris', values: [text('https://baocao.mic.example/oidc/cb')] },
        { label: 'clients.field.pkce', words: ['clients.pkce.required'] },
      ],
      keys: {
        method: 'private_key_jwt',
        hasSecret: true,
        jwksUri: text('https://baocao.mic.example/jwks'),
        keys: [
          { id: text('k1'), kind: text('EC P-256') },
          { id: null, kind: text('RSA') },
        ],
        changedAt: at,
      },
      ledger: { sent: 12, delivered: 10, waiting: 1, failed: 1, lastDeliveredAt: at },
      ledgerAddress: text('/admin/logouts?client=reporting'),
      snippet: {
        title: 'java',
        code: text('spring:\n  security:'),
        notes: ['clients.snippet.note.algorithm'],
      },
      snippets: [
        { title: text('dotnet'), address: text('/admin/clients/reporting?snippet=dotnet#snippet') },
        { title: text('java'), address: text('/admin/clients/reporting?snippet=java#snippet') },
      ],
    },
    auditAddress: text('/admin/audit?client=reporting'),
    mayChange: true,
  };
  const { connection } = full;
  const quiet = connection && {
    ...connection,
    isCompatible: true,
    hearsNothing: true,
    keys: { ...connection.keys, method: 'none', hasSecret: false, jwksUri: null, keys: [] },
    ledger: null,
    ledgerAddress: null,
  };
  const bare = { owner: null, url: null, lastUsedAt: null, users: 0, roles: [], auditAddress: null };
  return [
    full,
    { ...full, notice: 'changed', connection: quiet, owner: { name: text('Văn phòng Bộ'), address: null } },
    { ...full, ...bare, connection: null, mayChange: false },
  ];
}
