import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';
import type { MandateConfirmView, MandatesView } from '../../src/web/admin/mandates-view.ts';
import type { RoleListView } from '../../src/web/admin/role-list-view.ts';
import type { RoleCellView, RoleMatrixView } from '../../src/web/admin/role-matrix-view.ts';
import { sampleSentence } from './sample-console-grants-views.ts';

const at = new Date('2026-11-20T03:31:09Z');

type Text = (typical: string) => string;

/** The matrix of roles, one of its cells, and mandates, in every state. */
export function sampleMatrixViews(text: Text, frame: ConsoleFrame) {
  return {
    'admin/role-matrix': matrixViews(text, frame),
    'admin/role-cell': cellViews(text, frame),
    'admin/roles': roleListViews(text, frame),
    ...mandateViews(text, frame),
  };
}

function matrixViews(text: Text, frame: ConsoleFrame): RoleMatrixView[] {
  const cell = { people: 1412, kinds: [], heat: 0, address: text('/admin/role-matrix/x/y') };
  const row = { name: text('Cục An toàn thông tin'), depth: 1, toggle: null, isSum: false };
  const full: RoleMatrixView = {
    ...frame,
    client: { id: text('documents'), title: text('Quản lý văn bản') },
    clients: [{ value: text('documents'), text: text('Quản lý văn bản') }],
    at: '2026-11-20',
    unit: text('G14.05'),
    kind: 'position',
    columns: [
      { name: text('Văn thư'), isPrivileged: false, address: text('/admin/role-grants') },
      { name: text('Ký ban hành'), isPrivileged: true, address: text('/admin/role-grants') },
    ],
    rows: [
      { ...row, name: '', depth: 0, isSum: true, cells: [cell, null] },
      {
        ...row,
        toggle: { address: text('/admin/role-matrix'), isOpen: true },
        cells: [{ ...cell, heat: 4, kinds: ['person', 'position', 'unit', 'category'] }, null],
      },
      {
        ...row,
        depth: 2,
        toggle: { address: text('/admin/role-matrix?unit=x'), isOpen: false },
        cells: [null, { ...cell, people: 3, heat: 1, kinds: ['position'] }],
      },
    ],
    moreRows: { previous: text('/x'), next: text('/y') },
    moreColumns: { previous: text('/x'), next: text('/y') },
    canGrant: true,
  };
  const none = { previous: null, next: null };
  return [
    full,
    { ...full, unit: '', kind: '', moreRows: none, moreColumns: none, canGrant: false },
    { ...full, client: null, clients: [], columns: [], rows: [] },
  ];
}

function cellViews(text: Text, frame: ConsoleFrame): RoleCellView[] {
  const person = {
    id: '1',
    name: text('Bùi Thị Hồng Nhung'),
    employeeNo: text('014-1'),
    email: text('b@mic.example'),
  };
  const full: RoleCellView = {
    ...frame,
    role: text('Duyệt cấp phòng'),
    client: text('Quản lý văn bản'),
    unit: text('Phòng Thẩm định'),
    on: at,
    back: text('/admin/role-matrix'),
    people: [
      { ...person, kinds: ['position', 'unit', 'person'], until: at },
      { ...person, employeeNo: null, email: null, kinds: ['category', 'mandate'], until: null },
    ],
    more: text('/admin/role-matrix/x/y?after=1'),
    roleGrants: [{ id: '1', sentence: sampleSentence(text) }],
    grantAddress: text('/admin/role-grants/new'),
  };
  return [full, { ...full, on: null, people: [], more: null, roleGrants: [], grantAddress: null }];
}

function mandateViews(text: Text, frame: ConsoleFrame) {
  const mandate = {
    id: '1',
    mandator: text('Trần Ngọc Ánh'),
    deputy: text('Đỗ Quang Huy'),
    roles: [text('Duyệt cấp phòng (Quản lý văn bản)')],
    from: at,
    until: at,
    decision: text('9/QĐ'),
    reason: text('Đi công tác'),
    author: text('Trần Ngọc Ánh'),
    createdAt: at,
  };
  const list: MandatesView = {
    ...frame,
    notice: 'ended',
    search: { text: text('huy'), state: 'all' },
    mandates: (['upcoming', 'open', 'over', 'ended'] as const).map((state) => ({ ...mandate, state })),
    canEnd: true,
    paging: { from: 1, to: 4, total: 4, precision: 'exact' as const, previous: null, next: null },
  };
  const confirm: MandateConfirmView = { ...frame, error: null, mandate: { ...mandate, state: 'open' } };
  return {
    'admin/mandates': [list, { ...list, notice: null, canEnd: false, mandates: [] }],
    'admin/mandate-confirm': [
      confirm,
      {
        ...confirm,
        error: { code: 'mandate_not_found' as const, supportCode: '7KQ42MXD' },
        mandate: { ...confirm.mandate, reason: null },
      },
    ],
  };
}

function roleListViews(text: Text, frame: ConsoleFrame): RoleListView[] {
  const full: RoleListView = {
    ...frame,
    client: text('documents'),
    clients: [{ value: text('documents'), text: text('Quản lý văn bản') }],
    roles: (['none', 'own-unit', 'any'] as const).map((extent) => ({
      code: text('signer'),
      name: text('Ký ban hành'),
      extent,
      isPrivileged: extent === 'any',
      parts: [text('Soạn thảo')],
      apart: [text('Văn thư')],
      roleGrants: 1412,
      address: text('/admin/role-grants'),
    })),
  };
  return [full, { ...full, client: '', clients: [], roles: [] }];
}
