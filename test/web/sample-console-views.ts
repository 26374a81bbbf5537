import { PRODUCT_ROLES } from '../../src/domain/roles/permissions.ts';
import { readingRightsOf } from '../../src/domain/roles/reading-rights.ts';
import { isSwitch, SETTINGS, type SettingName } from '../../src/domain/settings/settings.ts';
import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';
import { navigationFor } from '../../src/web/admin/navigation.ts';
import type { OverviewView } from '../../src/web/admin/overview-view.ts';
import { groupsOf } from '../../src/web/admin/settings.ts';
import type { SettingRowView, SettingsView } from '../../src/web/admin/settings-view.ts';
import { signInChart } from '../../src/web/admin/sign-in-chart.ts';
import type { Views } from '../../src/web/view-models.ts';
import { sampleAuditViews } from './sample-console-audit-views.ts';
import { sampleClientFormViews } from './sample-console-client-forms.ts';
import { sampleClientViews } from './sample-console-clients-views.ts';
import { sampleGrantViews } from './sample-console-grants-views.ts';
import { sampleImportViews } from './sample-console-imports.ts';
import { sampleKeysViews } from './sample-console-keys-views.ts';
import { sampleLabViews } from './sample-console-lab-views.ts';
import { sampleMailTemplateViews } from './sample-console-mails-views.ts';
import { sampleMatrixViews } from './sample-console-matrix-views.ts';
import { sampleMonitoringViews } from './sample-console-monitoring-views.ts';
import { samplePostsViews } from './sample-console-posts.ts';
import { sampleRequestViews } from './sample-console-requests-views.ts';
import { sampleReviewViews } from './sample-console-reviews-views.ts';
import { sampleRolePlanViews } from './sample-console-role-plans-views.ts';
import { sampleSearchViews } from './sample-console-search.ts';
import { sampleTrustViews } from './sample-console-trust-views.ts';
import { sampleUnitViews } from './sample-console-units.ts';
import { samplePeopleViews } from './sample-people-views.ts';

const everything = new Set(PRODUCT_ROLES.flatMap(({ permissions }) => permissions));
const at = new Date('2026-11-20T03:31:09Z');

type Text = (typical: string) => string;
type ConsoleViews = { [Name in Extract<keyof Views, `admin/${string}`>]: Views[Name][] };

/** The pages of the console in every state; `text` stands wherever a value comes from outside. */
export function sampleConsoleViews(text: Text): ConsoleViews {
  const frame = sampleConsoleFrame(text);
  return {
    ...sampleImportViews(text),
    'admin/overview': overviewViews(text),
    ...samplePeopleViews(text, sampleConsoleFrame(text)),
    ...sampleClientViews(text, frame),
    ...sampleClientFormViews(text, frame),
    ...samplePostsViews(text, sampleConsoleFrame(text)),
    ...sampleUnitViews(text, sampleConsoleFrame(text)),
    'admin/search': sampleSearchViews(text, frame),
    'admin/settings': settingsViews(text),
    ...sampleGrantViews(text, sampleConsoleFrame(text)),
    ...sampleMatrixViews(text, sampleConsoleFrame(text)),
    ...sampleRolePlanViews(text, sampleConsoleFrame(text)),
    ...sampleRequestViews(text, frame),
    ...sampleReviewViews(text, frame),
    ...sampleAuditViews(text, frame),
    ...sampleLabViews(text, frame),
    ...sampleMonitoringViews(text, frame),
    ...sampleTrustViews(text, frame),
    ...sampleKeysViews(text, frame),
    ...sampleMailTemplateViews(text, frame),
  };
}

/** The frame of somebody who may open every page. */
export function sampleConsoleFrame(text: Text): ConsoleFrame {
  return {
    person: {
      fullName: text('Trần Quốc Hưng'),
      givenName: text('Hưng'),
      initials: text('TH'),
      email: text('tqhung@mic.example'),
    },
    signOutAction: '/sign-out',
    hasConsole: true,
    navigation: navigationFor(
      { permissions: everything, reading: { ...readingRightsOf([]), everywhere: everything } },
      { requests: 7, staffPlans: 1, untold: 0 },
    ),
    scope: null,
    openUntil: at,
  };
}

function settingsViews(text: Text): SettingsView[] {
  const row = (name: SettingName, value: number): SettingRowView => ({
    name,
    about: text('Số phút không thao tác'),
    value,
    typed: text('7'),
    ...SETTINGS[name],
    isSwitch: isSwitch(name),
  });
  const rows = [row('multi_factor.everybody', 1), row('console.idle_minutes', 15), row('lock.minutes', 3000)];
  const view = {
    ...sampleConsoleFrame(text),
    groups: groupsOf(rows),
    notice: null,
    error: null,
    conflict: null,
    canChange: true,
  };
  const error = { code: 'setting_stale' as const, supportCode: text('7KQ42MXD') };
  const conflict = { name: 'console.idle_minutes', was: 15, typed: null } as const;
  return [
    view,
    { ...view, notice: 'saved' },
    { ...view, error },
    { ...view, error, conflict },
    { ...view, canChange: false },
  ];
}

function overviewViews(text: Text): OverviewView[] {
  const slots = [4, 0, 9].map((succeeded, index) => ({
    from: new Date(at.getTime() + index * 900_000),
    succeeded,
    refused: index,
    usual: 5 - index,
    isAhead: index === 2,
  }));
  const full: OverviewView = {
    ...sampleConsoleFrame(text),
    at,
    period: 'today',
    periods: [
      { value: 'today', address: text('/admin') },
      { value: 'week', address: text('/admin?period=week') },
    ],
    health: [
      { key: 'signIns', isWell: true, text: text('2% không thành công') },
      { key: 'lists', isWell: true, text: text('cũ nhất lúc hôm nay 06:00') },
      { key: 'logouts', isWell: false, text: text('1 ứng dụng chưa nhận') },
    ],
    succeeded: 1310,
    refused: 63,
    refusedShare: 4.6,
    usual: 1251,
    openSessions: 1187,
    lockedAccounts: 4,
    lockedAddress: text('/admin/people'),
    chart: signInChart(slots, at),
    table: [{ at, succeeded: 4, refused: 1 }],
    isByDay: false,
    work: [
      {
        label: 'overview.requests',
        icon: 'inbox',
        note: text('2 quá hạn'),
        number: 7,
        address: text('/requests'),
      },
      { label: 'overview.ownerless', icon: 'user-question', note: null, number: 1, address: null },
    ],
    causes: [{ cause: text('Sai mật khẩu'), number: 41, width: 280 }],
    lastImport: { appliedAt: at, joiners: 14, movers: 23, leavers: 9, changed: 6 },
    logouts: [
      {
        title: text('Thư điện tử'),
        icon: text('mail'),
        tint: text('email'),
        sent: 412,
        arrived: 412,
        retryAt: null,
      },
      { title: text('Thông tin báo cáo'), icon: null, tint: 'reporting', sent: 31, arrived: 29, retryAt: at },
    ],
  };
  const quiet = slots.map((slot) => ({ ...slot, succeeded: 0, refused: 0, usual: null }));
  const nothing = {
    succeeded: 0,
    refused: 0,
    refusedShare: 0,
    usual: null,
    openSessions: 0,
    lockedAccounts: 0,
  };
  const empty = { chart: signInChart(quiet, at), table: [], work: [], causes: [], lastImport: null };
  return [
    full,
    { ...full, period: 'month', isByDay: true },
    { ...full, ...nothing, ...empty, period: 'week', logouts: [] },
    { ...full, ...nothing, ...empty, logouts: null },
  ];
}
