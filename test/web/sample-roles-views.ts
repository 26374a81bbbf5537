import type { PathView, RolesView, RoleView } from '../../src/web/portal/roles-view.ts';

const at = new Date('2026-11-20T03:31:09Z');

type Text = (typical: string) => string;

/** The page of one's own roles in every state it has; `text` stands wherever a value comes from outside. */
export function sampleRolesViews(text: Text): RolesView[] {
  const frame = {
    person: {
      fullName: text('Nguyễn Thị Ngọc Ánh'),
      givenName: text('Ánh'),
      initials: text('NÁ'),
      email: text('ntnanh@mic.example'),
    },
    signOutAction: text('/sign-out'),
    hasConsole: false,
    at: text('2026-11-20'),
  };
  const empty = { at, when: 'today' as const, roleCount: 0, clients: [] };
  const client = {
    id: text('documents'),
    title: text('Quản lý văn bản và điều hành'),
    icon: text('documents'),
    url: text('https://vanban.mic.example/'),
    owner: text('Văn phòng Bộ'),
    large: null,
    roles: [role(text, { paths: [path(text), path(text)] }), role(text, { isOpen: true, more: 3 })],
    folded: [],
    isOpen: true,
  };
  const many = {
    ...client,
    icon: null,
    url: null,
    owner: null,
    large: { size: text('6,2 KB'), limit: text('4,0 KB') },
    roles: [role(text, { isOpen: true })],
    folded: [role(text, {}), role(text, { until: { text: text('30/11/2026'), isSoon: true } })],
  };
  return [
    { ...frame, answer: { ...empty, roleCount: 2, clients: [client] } },
    {
      ...frame,
      answer: {
        ...empty,
        when: 'future',
        roleCount: 1,
        clients: [many, { ...many, title: text('Báo cáo'), isOpen: false, roles: [] }],
      },
    },
    { ...frame, answer: empty },
    { ...frame, answer: { ...empty, when: 'past' } },
    { ...frame, at: text('2026-02-30'), answer: null },
  ];
}

function path(text: Text): PathView {
  const kinds = ['person', 'mandate', 'appointment', 'unit', 'decision', 'composite', 'role'] as const;
  return {
    steps: kinds.map((kind) => ({
      kind,
      title: text('512/QĐ-CATTT'),
      detail: text('Cục An toàn thông tin'),
    })),
    end: text('Thôi giữ chức vụ này'),
  };
}

function role(text: Text, fields: Partial<RoleView>): RoleView {
  return {
    code: text('reviewer'),
    name: text('Người thẩm định'),
    extent: text('Cục An toàn thông tin'),
    comesFrom: text('Chức vụ'),
    until: { text: text('31/12/2027'), isSoon: false },
    isOpen: false,
    href: text('/roles?role=documents%3Areviewer#why'),
    explained: { code: text('reviewer'), units: null, until: null, paths: [] },
    paths: [path(text)],
    more: 0,
    ...fields,
  };
}
