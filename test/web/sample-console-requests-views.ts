import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';
import type { RequestLine, RequestListView, RequestView } from '../../src/web/admin/requests-view.ts';

const at = new Date('2026-11-20T03:31:09Z');

type Text = (typical: string) => string;

/** The console's pages about requests for roles, in every state. */
export function sampleRequestViews(text: Text, frame: ConsoleFrame) {
  return { 'admin/requests': listViews(text, frame), 'admin/request': requestViews(text, frame) };
}

function listViews(text: Text, frame: ConsoleFrame): RequestListView[] {
  const waiting: RequestLine = {
    id: '1',
    role: text('Biên tập viên'),
    application: text('Quản lý văn bản'),
    icon: 'documents',
    tint: 'documents',
    requester: text('Lý Gia Bảo'),
    employeeNo: text('014-1'),
    reason: text('Soạn công văn của phòng'),
    requestedAt: at,
    state: 'pending',
    step: 'owner',
    dueAt: at,
  };
  const over = { ...waiting, employeeNo: null, step: null };
  const view: RequestListView = {
    ...frame,
    search: text(''),
    tab: 'mine',
    tabs: [
      { tab: 'mine', url: text('/admin/requests?state=mine'), number: 3 },
      { tab: 'all', url: text('/admin/requests?state=all'), number: null },
    ],
    requests: [waiting],
    paging: null,
  };
  const paging = { from: 1, to: 2, total: 2, precision: 'exact' as const, previous: null, next: null };
  return [
    view,
    { ...view, requests: [] },
    {
      ...view,
      tab: 'all',
      requests: [waiting, { ...over, state: 'approved' }, { ...over, state: 'expired' }],
      paging,
    },
    { ...view, tab: 'rejected', requests: [], paging },
  ];
}

function requestViews(text: Text, frame: ConsoleFrame): RequestView[] {
  const view: RequestView = {
    ...frame,
    notice: null,
    error: null,
    note: text(''),
    id: '1',
    role: text('Biên tập viên'),
    application: text('Quản lý văn bản'),
    icon: 'documents',
    tint: 'documents',
    state: 'pending',
    step: 'owner',
    dueAt: at,
    requestedAt: at,
    reason: text('Soạn công văn của phòng'),
    until: at,
    extent: text('Cục An toàn thông tin'),
    requester: {
      id: '2',
      name: text('Lý Gia Bảo'),
      employeeNo: text('014-1'),
      position: text('Chuyên viên'),
      unit: text('Phòng Tổng hợp'),
    },
    decisions: [
      { step: 'unit', verdict: 'approved', by: text('Vũ Minh Khôi'), at, note: text('Đúng việc được giao') },
    ],
    endedAt: null,
    roleGrantId: null,
    held: [{ application: text('Thư điện tử'), roles: [text('Người dùng')] }],
    conflicts: [{ separation: text('Soạn và duyệt'), roles: text('Soạn, Duyệt') }],
    isMine: true,
  };
  const ended = { ...view, step: null, endedAt: at, conflicts: [], isMine: false };
  return [
    view,
    { ...view, note: text('Xem lại'), error: { code: 'separation_violated', supportCode: '7KQ42MXD' } },
    { ...view, isMine: false, conflicts: [], held: [], extent: null, decisions: [] },
    { ...ended, state: 'approved', notice: 'approved', roleGrantId: '3' },
    {
      ...ended,
      state: 'withdrawn',
      requester: { ...view.requester, employeeNo: null, position: null, unit: null },
    },
    { ...ended, state: 'expired', endedAt: null },
  ];
}
