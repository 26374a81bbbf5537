import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';
import type { LogoutsView, PersonSessionsView, SessionsView } from '../../src/web/admin/monitoring-view.ts';

const at = new Date('2026-11-20T03:21:07Z');
type Text = (typical: string) => string;

/** The pages about sessions and messages to relying parties in every state. */
export function sampleMonitoringViews(text: Text, frame: ConsoleFrame) {
  return {
    'admin/sessions': sessionLists(text, frame),
    'admin/person-sessions': endings(text, frame),
    'admin/logouts': ledgers(text, frame),
  };
}

function sessionsOf(text: Text) {
  const person = { id: '1', fullName: text('Hồ Ngọc Đức'), email: text('hnduc@mic.example') };
  const end = text('/admin/sessions/1?session=x');
  const systems = [text('Thư điện tử'), text('Quản lý văn bản')];
  const here = { person, since: at, seenAt: at, address: text('10.14.9.21'), device: text('Edge'), systems };
  const bare = { ...here, person: { ...person, email: null }, address: null, device: null, systems: [] };
  return [
    { ...here, isThis: true, end },
    { ...bare, isThis: false, end },
  ];
}

function sessionLists(text: Text, frame: ConsoleFrame): SessionsView[] {
  const full: SessionsView = {
    ...frame,
    notice: 'ended',
    search: { q: text('ngoc duc') },
    chosen: [{ name: text('Hồ Ngọc Đức'), without: text('/admin/sessions') }],
    sessions: sessionsOf(text),
    total: 1204,
    newer: text('/admin/sessions?newer=1'),
    older: text('/admin/sessions?older=2'),
  };
  const none = { search: { q: '' }, chosen: [], sessions: [], total: 0, newer: null, older: null };
  return [full, { ...full, notice: 'all-ended' }, { ...full, ...none, notice: 'none' }];
}

function endings(text: Text, frame: ConsoleFrame): PersonSessionsView[] {
  const full: PersonSessionsView = {
    ...frame,
    account: { id: '1', fullName: text('Hồ Ngọc Đức'), email: null },
    sessions: sessionsOf(text),
    chosen: null,
    systems: [text('Thư điện tử')],
    action: '/admin/sessions/1/end',
  };
  return [
    full,
    { ...full, sessions: full.sessions.slice(0, 1), chosen: text('reference') },
    { ...full, sessions: [], systems: [] },
  ];
}

function ledgers(text: Text, frame: ConsoleFrame): LogoutsView[] {
  const row = {
    id: '1',
    kind: 'backchannel_logout' as const,
    title: text('Quản lý văn bản'),
    person: { id: '1', fullName: text('Hồ Ngọc Đức') },
    createdAt: at,
    attempts: 4,
    lastError: text('fetch failed: ECONNREFUSED'),
    dueAt: at,
    failedAt: null,
  };
  const system = {
    clientId: text('documents'),
    title: text('Quản lý văn bản'),
    sent: 1204,
    delivered: 1200,
    waiting: 3,
    failed: 1,
    lastDeliveredAt: at,
    address: text('/admin/logouts?client=documents'),
  };
  const well = { ...system, waiting: 0, failed: 0, lastDeliveredAt: null };
  const given = {
    ...row,
    kind: 'role_change' as const,
    person: null,
    lastError: null,
    dueAt: null,
    failedAt: at,
  };
  const full: LogoutsView = {
    ...frame,
    notice: 'retried',
    mayRetry: true,
    systems: [system, well],
    clients: [{ id: text('documents'), title: text('Quản lý văn bản') }],
    search: { client: text('documents'), state: 'waiting' },
    states: ['waiting', 'failed'],
    rows: [row, given],
    newer: text('/admin/logouts?newer=1'),
    older: text('/admin/logouts?older=1'),
  };
  return [
    full,
    { ...full, mayRetry: false, notice: 'none', newer: null, older: null },
    { ...full, rows: [], systems: [], search: { client: '', state: '' } },
    { ...full, rows: [] },
  ];
}
