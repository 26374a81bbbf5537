import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';
import type { GrantFields, GrantFormView } from '../../src/web/admin/grant-form-view.ts';
import type { Phrase } from '../../src/web/admin/role-grant-words.ts';
import type {
  EffectsView,
  RoleGrantConfirmView,
  RoleGrantsView,
  RoleGrantView,
} from '../../src/web/admin/role-grants-view.ts';

const at = new Date('2026-11-20T03:31:09Z');

type Text = (typical: string) => string;

/** The pages of role grants in every state. */
export function sampleGrantViews(text: Text, frame: ConsoleFrame) {
  return {
    'admin/role-grants': listViews(text, frame),
    'admin/role-grant': grantViews(text, frame),
    'admin/role-grant-confirm': confirmViews(text, frame),
    'admin/grant-form': formViews(text, frame),
  };
}

export function sampleSentence(text: Text): Phrase[] {
  return [
    { key: 'grants.every', params: { who: text('Trưởng phòng') } },
    { key: 'grants.ofSubtree', params: { unit: text('Cục An toàn thông tin') } },
    { key: 'grants.given', params: { role: text('Duyệt cấp phòng'), client: text('Quản lý văn bản') } },
    { key: 'grants.withinOwn', params: {} },
    { key: 'grants.until', params: { day: '31/12/2027' } },
    { key: 'grants.byDecision', params: { decision: text('1342/QĐ') } },
  ];
}

function person(text: Text) {
  return { id: '1', name: text('Bùi Thị Hồng Nhung'), employeeNo: text('014-00001') };
}

function effects(text: Text): EffectsView {
  return {
    sentence: sampleSentence(text),
    from: at,
    gained: { count: 28, people: [person(text), { ...person(text), employeeNo: null }] },
    kept: { count: 3, people: [person(text)] },
    conflicts: [
      {
        id: '1',
        name: text('Lý Gia Bảo'),
        roles: text('Văn thư, Duyệt'),
        separation: text('Không vừa trình vừa duyệt'),
      },
    ],
    token: { name: text('Bùi Thị Hồng Nhung'), bytes: 1945, limit: 4096, isLarge: false },
    isWaiting: true,
  };
}

const sampleLinks = (text: Text) => [
  { icon: 'sitemap', name: text('Cục Viễn thông'), address: text('/admin/units/G14.05') },
];
const NOTHING = { count: 0, people: [] };

function listViews(text: Text, frame: ConsoleFrame): RoleGrantsView[] {
  const states = ['standing', 'upcoming', 'ending', 'over', 'revoked', 'waiting'] as const;
  const kinds = ['person', 'position', 'unit', 'category'] as const;
  const full: RoleGrantsView = {
    ...frame,
    notice: 'granted',
    exports: [{ format: 'csv', url: text('/admin/role-grants/export?format=csv') }],
    canGrant: true,
    search: {
      text: text('duyệt'),
      client: text('documents'),
      kind: 'unit',
      state: 'all',
      role: text('documents:signer'),
      unit: text('G14.05'),
    },
    clients: [{ value: text('documents'), text: text('Quản lý văn bản') }],
    kinds: kinds.map((value) => ({ value, text: `grants.kind.${value}` as const })),
    states: [{ value: 'all', text: 'grants.filter.all' }],
    chosen: [{ name: text('Ký ban hành'), without: text('/admin/role-grants') }],
    roleGrants: states.map((state, index) => ({
      id: String(index),
      kind: kinds[index % kinds.length] ?? 'person',
      sentence: sampleSentence(text),
      links: sampleLinks(text),
      author: text('Trần Quốc Hưng'),
      createdAt: at,
      state,
      on: state === 'standing' ? null : at,
    })),
    paging: {
      from: 1,
      to: 6,
      total: 10_000,
      previous: null,
      next: text('/admin/role-grants?after=6'),
      precision: 'more' as const,
    },
  };
  const paging = { from: 0, to: 0, total: 0, previous: null, next: null, precision: 'exact' as const };
  const none: RoleGrantsView = {
    ...full,
    notice: null,
    exports: [],
    canGrant: false,
    roleGrants: [],
    paging,
  };
  return [full, none, { ...none, search: { ...full.search, state: 'waiting' } }];
}

function grantViews(text: Text, frame: ConsoleFrame): RoleGrantView[] {
  const held = { ...person(text), until: at };
  const standing: RoleGrantView = {
    ...frame,
    notice: 'approved',
    error: null,
    id: '1',
    role: text('Duyệt cấp phòng'),
    client: text('Quản lý văn bản'),
    sentence: sampleSentence(text),
    links: sampleLinks(text),
    state: 'standing',
    on: null,
    reason: text('Kiện toàn tổ chức'),
    documentHash: text('9f86d081884c7d659a2feaa0c55ad015'),
    history: (['submitted', 'approved', 'granted', 'rejected', 'revoked'] as const).map((kind) => {
      return { kind, by: text('Trần Quốc Hưng'), at };
    }),
    holders: {
      areLinked: true,
      people: (['person', 'unit', 'position', 'category', 'mandate'] as const).map((kind) => {
        return { ...held, kind, employeeNo: kind === 'mandate' ? null : held.employeeNo };
      }),
      more: text('/admin/role-grants/1?after=2'),
    },
    waiting: null,
    canChange: true,
  };
  const error = { code: 'approval_self', supportCode: '7KQ42MXD' } as const;
  const waiting: RoleGrantView = {
    ...standing,
    notice: null,
    error,
    state: 'waiting',
    reason: null,
    documentHash: null,
    holders: null,
    waiting: { until: at, effects: effects(text), isOwn: false },
  };
  const own = { until: at, effects: null, isOwn: true };
  return [
    standing,
    {
      ...standing,
      state: 'revoked',
      on: at,
      links: [],
      holders: { areLinked: false, people: [], more: null },
      canChange: false,
    },
    waiting,
    { ...waiting, error: null, waiting: own },
    { ...waiting, error: null, canChange: false },
  ];
}

function confirmViews(text: Text, frame: ConsoleFrame): RoleGrantConfirmView[] {
  const view = { ...frame, error: null, id: '1', sentence: sampleSentence(text), kept: 2, isAllowed: true };
  const error = { code: 'role_grant_higher', supportCode: '7KQ42MXD' } as const;
  return [
    { ...view, lost: effects(text).gained },
    { ...view, lost: NOTHING, kept: 0 },
    { ...view, error, lost: NOTHING, isAllowed: false },
  ];
}

function formViews(text: Text, frame: ConsoleFrame): GrantFormView[] {
  const form: GrantFields = {
    who: 'rule',
    person: text('ntnanh@mic.example'),
    position: text('truong-phong'),
    unit: text('G14.05'),
    subtree: 'yes',
    category: 'cong_chuc',
    role: 'documents:signer',
    reach: 'unit',
    extent: text('G14.05'),
    from: '2026-12-01',
    until: '2027-12-31',
    decision: text('1342/QĐ'),
    reason: text('Kiện toàn'),
  };
  const roles = [
    { value: 'documents:signer', name: text('Ký ban hành'), isPrivileged: true },
    { value: 'documents:clerk', name: text('Văn thư'), isPrivileged: false },
  ];
  const view: GrantFormView = {
    ...frame,
    form,
    roles: [{ client: text('Quản lý văn bản'), roles }],
    categories: [{ value: 'cong_chuc', text: 'roles.cong_chuc' }],
    problem: null,
    error: null,
    effects: null,
  };
  const person: GrantFields = { ...form, who: 'person', subtree: '', category: '', role: '', reach: 'role' };
  return [
    { ...view, effects: effects(text) },
    {
      ...view,
      effects: {
        ...effects(text),
        from: null,
        gained: NOTHING,
        kept: NOTHING,
        conflicts: [],
        token: { name: text('Lý Gia Bảo'), bytes: 5210, limit: 4096, isLarge: true },
        isWaiting: false,
      },
    },
    { ...view, effects: { ...effects(text), token: null } },
    { ...view, form: person },
    {
      ...view,
      form: person,
      problem: { field: 'role', code: 'role_not_found', text: 'grantForm.roleMissing' },
    },
    { ...view, problem: { field: 'until', code: 'period_invalid', text: null } },
    { ...view, error: { code: 'separation_violated', supportCode: '7KQ42MXD' } },
  ];
}
