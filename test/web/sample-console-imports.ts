import type { HrImportsView, HrImportView } from '../../src/web/admin/hr-imports-view.ts';
import { sampleConsoleFrame } from './sample-console-views.ts';

const at = new Date('2026-11-20T03:31:09Z');
const counts = { joiners: 14, movers: 23, leavers: 9, changed: 41 };

type Text = (typical: string) => string;

/** The pages about HR imports in every state. */
export function sampleImportViews(text: Text): {
  'admin/hr-imports': HrImportsView[];
  'admin/hr-import': HrImportView[];
} {
  return { 'admin/hr-imports': listViews(text), 'admin/hr-import': planViews(text) };
}

function listViews(text: Text): HrImportsView[] {
  const applied = { ...counts, plan: text('9f3c71ab'), appliedBy: text('Lê Thị Mai'), appliedAt: at };
  const list: HrImportsView = {
    ...sampleConsoleFrame(text),
    error: null,
    canImport: true,
    mostBytes: 64 * 1024 * 1024,
    waiting: [
      {
        ...counts,
        kind: 'imports.kind.import',
        address: text('/admin/hr-imports/9f3c71ab'),
        submittedBy: text('Lê Thị Mai'),
        submittedAt: at,
        expiresAt: at,
        isBlocked: true,
      },
    ],
    applied: (['possible', 'undone', 'impossible'] as const).map((undo) => {
      return { ...applied, kind: 'imports.kind.undo', undo };
    }),
  };
  const error = { code: 'staff_file_unreadable' as const, supportCode: text('7KQ42MXD') };
  return [list, { ...list, error }, { ...list, canImport: false, waiting: [], applied: [] }];
}

function planViews(text: Text): HrImportView[] {
  const none = { apply: false, approve: false, reject: false };
  const row = {
    name: text('Ngô Thị Bích Ngọc'),
    number: text('008-00931'),
    before: null,
    after: null,
    gained: 0,
    lost: 0,
  };
  const plan: HrImportView = {
    ...sampleConsoleFrame(text),
    error: null,
    notice: null,
    plan: text('9f3c71ab'),
    kind: 'imports.kind.import',
    state: 'pending',
    submittedBy: text('Lê Thị Mai'),
    submittedAt: at,
    decidedBy: null,
    decidedAt: null,
    expiresAt: at,
    guard: { removals: 9, recent: 1, people: 1634, limit: 32, verdict: 'ok' },
    needsSecond: false,
    can: { apply: true, approve: false, reject: true },
    decisionAction: text('/x'),
    counts: { ...counts, unchanged: 1541, refused: 0 },
    tabs: [
      { tab: 'all', address: text('/admin/hr-imports/9f3c71ab'), count: 87, isChosen: true },
      { tab: 'roles', address: text('/admin/hr-imports/9f3c71ab?tab=roles'), count: 46, isChosen: false },
    ],
    rows: [
      { ...row, kind: 'leaver', after: text('Rời đi'), lost: 4 },
      {
        ...row,
        kind: 'mover',
        before: text('Cục Viễn thông'),
        after: text('Cục Báo chí'),
        lost: 5,
        gained: 6,
      },
      { ...row, kind: 'joiner', number: null, gained: 4 },
      { ...row, kind: 'changed', after: text('điện thoại') },
    ],
    refused: [],
    more: 83,
    orphans: [text('vanthu@mic.example')],
    violations: [{ name: text('Phan Anh Dũng'), roles: text('documents:author'), from: text('20/11/2026') }],
  };
  const refused = {
    file: text('ho-so.csv'),
    line: 7,
    column: text('ngay_sinh'),
    value: text('31/02/1990'),
    text: text('Ngày không có trong lịch.'),
  };
  const decided = {
    can: none,
    expiresAt: null,
    decidedBy: text('Trần Quốc Hưng'),
    decidedAt: at,
    tabs: [],
    rows: [],
    more: 0,
  };
  const nothing = {
    ...decided,
    decidedBy: null,
    decidedAt: null,
    submittedBy: null,
    submittedAt: null,
    plan: null,
  };
  return [
    plan,
    { ...plan, needsSecond: true, can: { apply: false, approve: true, reject: true } },
    { ...plan, needsSecond: true, can: { apply: false, approve: false, reject: true } },
    { ...plan, error: { code: 'approval_self', supportCode: text('7KQ42MXD') } },
    { ...plan, ...decided, state: 'applied', notice: 'applied' },
    { ...plan, ...decided, state: 'rejected', notice: 'rejected' },
    { ...plan, ...nothing, state: 'refused', guard: null, refused: [refused] },
    { ...plan, ...nothing, state: 'unchanged', guard: null, orphans: [], violations: [] },
  ];
}
