import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';
import type { GrantEditView, RolePlansView, RolePlanView } from '../../src/web/admin/role-plans-view.ts';
import { sampleSentence } from './sample-console-grants-views.ts';

const at = new Date('2026-11-20T03:31:09Z');
const PLAN = '9f86d081884c7d659a2feaa0c55ad015';

type Text = (typical: string) => string;

/** Plans of role grants, and the form by which one role grant is changed, in every state. */
export function sampleRolePlanViews(text: Text, frame: ConsoleFrame) {
  return {
    'admin/role-plans': listViews(text, frame),
    'admin/role-plan': planViews(text, frame),
    'admin/role-grant-edit': editViews(text, frame),
  };
}

function listViews(text: Text, frame: ConsoleFrame): RolePlansView[] {
  const counts = { by: text('Trần Quốc Hưng'), at, granted: 12, revoked: 3, plan: PLAN };
  const full: RolePlansView = {
    ...frame,
    error: null,
    canWrite: true,
    waiting: [
      { ...counts, kind: 'import', until: at, isBlocked: true },
      { ...counts, kind: 'edit', until: at, isBlocked: false },
    ],
    applied: [
      { ...counts, kind: 'import', undo: 'possible' },
      { ...counts, kind: 'undo', undo: 'impossible' },
      { ...counts, kind: 'edit', undo: 'undone' },
    ],
  };
  const error = { code: 'staff_file_unknown_kind', supportCode: '7KQ42MXD' } as const;
  return [full, { ...full, error, canWrite: false, waiting: [], applied: [] }];
}

function planViews(text: Text, frame: ConsoleFrame): RolePlanView[] {
  const listed = [
    { name: text('Bùi Thị Hồng Nhung'), number: text('014-1'), role: text('Duyệt'), from: at },
    { name: text('Lý Gia Bảo'), number: null, role: text('Duyệt'), from: at },
  ];
  const guard = { removals: 2, recent: 0, people: 2052, limit: 50, verdict: 'ok' as const };
  const content: RolePlanView['content'] = {
    granted: { count: 60, sentences: [sampleSentence(text)] },
    revoked: { count: 1, sentences: [sampleSentence(text)] },
    unchanged: 4,
    gained: { people: 2, listed },
    lost: { people: 0, listed: [] },
    conflicts: [],
    refused: [],
    guard,
  };
  const waiting: RolePlanView = {
    ...frame,
    error: null,
    notice: null,
    plan: PLAN,
    kind: 'edit',
    state: 'pending',
    by: text('Trần Quốc Hưng'),
    at,
    until: at,
    decided: null,
    content,
    can: { apply: true, approve: false, reject: true },
  };
  const none = { apply: false, approve: false, reject: false };
  const refused = [
    { place: text('roles.csv:2:vai_tro'), value: text('documents:x'), text: text('Không có vai trò') },
  ];
  const nothing = { count: 0, sentences: [] };
  const decided = { by: text('Lê Ánh'), at };
  return [
    waiting,
    {
      ...waiting,
      content: { ...content, granted: nothing, guard: { ...guard, verdict: 'blocked' } },
      can: none,
    },
    { ...waiting, can: { apply: false, approve: true, reject: true } },
    {
      ...waiting,
      error: { code: 'plan_stale', supportCode: '7KQ42MXD' },
      content: null,
      can: { ...none, reject: true },
    },
    { ...waiting, notice: 'applied', state: 'applied', until: null, decided, content: null, can: none },
    {
      ...waiting,
      plan: null,
      kind: 'import',
      state: 'refused',
      by: null,
      at: null,
      until: null,
      can: none,
      content: {
        ...content,
        refused,
        conflicts: [{ name: text('Lý Gia Bảo'), roles: text('Văn thư, Duyệt') }],
      },
    },
  ];
}

function editViews(text: Text, frame: ConsoleFrame): GrantEditView[] {
  const view: GrantEditView = {
    ...frame,
    id: '1',
    sentence: sampleSentence(text),
    isRule: true,
    form: {
      position: text('truong-phong'),
      unit: text('G14.05'),
      subtree: 'yes',
      category: 'cong_chuc',
      extent: text('G14.05'),
      from: '2026-12-01',
      until: '2027-12-31',
      decision: text('1342/QĐ'),
      reason: text('Kiện toàn'),
    },
    problem: null,
    error: null,
    conflicts: [],
  };
  const conflicts: GrantEditView['conflicts'] = [
    { field: 'unit', was: text('G14.05'), now: text('G14.06'), typed: null },
    { field: 'until', was: '2027-12-31', now: '', typed: '' },
    { field: 'subtree', was: 'yes', now: '', typed: 'yes' },
    { field: 'category', was: '', now: 'cong_chuc', typed: 'vien_chuc' },
  ];
  return [
    view,
    { ...view, conflicts },
    { ...view, problem: { field: 'unit', code: 'unit_not_found', text: null } },
    { ...view, isRule: false, error: { code: 'plan_already_pending', supportCode: '7KQ42MXD' } },
  ];
}
