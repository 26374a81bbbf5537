import { type Dashboard, PERIODS } from '../../domain/overview/dashboard.ts';
import type { CauseCount } from '../../domain/overview/dashboard-store.ts';
import { formatMoment } from '../../messages/dates.ts';
import { formatNumber } from '../../messages/numbers.ts';
import { causeInWords } from '../../messages/sign-in-causes.ts';
import { type Lang, translator } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import type { WebParts } from '../web-parts.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { choiceFrom, listAddress } from './list-query.ts';
import type { HealthView, OverviewView, WorkView } from './overview-view.ts';
import { signInChart } from './sign-in-chart.ts';

const PATH = '/admin';
/** Width of the longest bar of causes. */
const BAR = 280;
/** Causes that are shown. */
const CAUSES = 6;
/** Above this share of failures, in percent of at least so many tries, somebody should look. */
const WORRYING = { percent: 20, tries: 50 };

type Parts = Pick<WebParts, 'dashboard' | 'roleRequests' | 'reviews' | 'stores' | 'pages'>;

/** `/admin`: whether all is well, and what waits for whoever looks. */
export function overviewPages(parts: Parts): ConsolePage[] {
  return [page('', 'directory:read', (visit, ctx) => show(parts, visit, ctx))];
}

async function show(parts: Parts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { dashboard, roleRequests, reviews, stores, pages } = parts;
  const period = choiceFrom(ctx, 'period', PERIODS) ?? 'today';
  const shown = await dashboard.show(period, visit.extent);
  const { slots, stepMs, succeeded, refused, usual } = shown.signIns;
  const waiting = await roleRequests.listWaiting(visit.actor);
  const overdue = waiting.filter(({ request }) => request.dueAt <= shown.at).length;
  const clients = new Map((await stores.clients.list()).map((client) => [client.id, client]));
  const model: OverviewView = {
    ...visit.frame,
    at: shown.at,
    period,
    periods: PERIODS.map((value) => ({
      value,
      address: listAddress(PATH, { period: value === 'today' ? undefined : value }),
    })),
    health: healthOf(shown, visit.lang),
    succeeded,
    refused,
    refusedShare: shareOf(refused, succeeded),
    usual,
    openSessions: shown.openSessions,
    lockedAccounts: shown.lockedAccounts,
    lockedAddress: '/admin/people?account=locked',
    chart: signInChart(slots, shown.at),
    table: slots
      .filter((slot) => slot.succeeded + slot.refused > 0)
      .map(({ from, ...numbers }) => ({ at: from, succeeded: numbers.succeeded, refused: numbers.refused })),
    isByDay: stepMs > 3_600_000,
    work: workOf(
      shown,
      {
        requests: waiting.length,
        overdue,
        reviewItems: await reviews.countLeftTo(visit.record.person.id),
      },
      visit,
    ),
    causes: causesOf(shown.causes, visit.lang),
    lastImport: shown.whole?.lastImport ?? null,
    logouts:
      shown.whole?.logouts.map(({ clientId, sent, arrived, retryAt }) => {
        const client = clients.get(clientId);
        return {
          title: client === undefined ? clientId : titleOf(client, visit.lang),
          icon: client?.metadata.launcher?.icon ?? null,
          tint: clientId,
          sent,
          arrived,
          retryAt,
        };
      }) ?? null,
  };
  pages.show(ctx, 'admin/overview', model, { csrf: visit.csrfToken });
}

function shareOf(refused: number, succeeded: number): number {
  return refused === 0 ? 0 : Math.round((refused / (refused + succeeded)) * 1000) / 10;
}

function healthOf({ signIns: { refused, succeeded }, whole, at }: Dashboard, lang: Lang): HealthView[] {
  const t = translator(lang);
  const share = shareOf(refused, succeeded);
  const isWell = refused + succeeded < WORRYING.tries || share < WORRYING.percent;
  const failed = t('overview.failedShare', { share: formatNumber(share, lang) });
  const health: HealthView[] = [{ key: 'signIns', isWell, text: failed }];
  if (whole === null) return health;
  const { lists, logouts } = whole;
  const late = logouts.filter(({ sent, arrived }) => arrived < sent).length;
  if (lists.lists > 0)
    health.push({
      key: 'lists',
      isWell: lists.failing === 0 && lists.oldest !== null,
      text:
        lists.failing > 0 || lists.oldest === null
          ? t('overview.listsFailing', { count: Math.max(1, lists.failing) })
          : t('overview.listsSince', { at: formatMoment(lists.oldest, at, lang) }),
    });
  const text = late === 0 ? t('overview.allTold') : t('overview.notTold', { count: late });
  health.push({ key: 'logouts', isWell: late === 0, text });
  return health;
}

/** What waits, the most pressing first; what has a page leads there. */
function workOf(
  { whole, endingRoleGrants, endingCertificates }: Dashboard,
  { requests, overdue, reviewItems }: { requests: number; overdue: number; reviewItems: number },
  { lang, frame, rights }: ConsoleVisit,
): WorkView[] {
  const t = translator(lang);
  const paths = new Set(frame.navigation.flatMap(({ items }) => items.map(({ path }) => path)));
  const soon = t('overview.soon');
  const item = (
    label: WorkView['label'],
    icon: string,
    number: number,
    path: string,
    note: string | null,
  ) => {
    const [own = ''] = path.split('?');
    const address = paths.has(own) ? path : null;
    return { label, icon, number, note, address };
  };
  const { waiting } = whole ?? {};
  const late = overdue === 0 ? null : t('overview.overdue', { count: overdue });
  const mayRead = rights.permissions.has('roles:read');
  return [
    item('overview.requests', 'inbox', requests, '/admin/requests', late),
    item('overview.reviews', 'clipboard-check', reviewItems, '/admin/reviews', null),
    item('overview.staffPlans', 'file-import', waiting?.staffPlans ?? 0, '/admin/hr-imports', null),
    item(
      'overview.waitingGrants',
      'users',
      mayRead ? (waiting?.roleGrants ?? 0) : 0,
      '/admin/role-grants?state=waiting',
      null,
    ),
    item(
      'overview.waitingPlans',
      'users',
      mayRead ? (waiting?.rolePlans ?? 0) : 0,
      '/admin/role-plans',
      null,
    ),
    item(
      'overview.endingGrants',
      'clock',
      mayRead ? endingRoleGrants : 0,
      '/admin/role-grants?state=ending',
      soon,
    ),
    item('overview.endingCertificates', 'certificate', endingCertificates, '/admin/people', soon),
    item(
      'overview.ownerless',
      'user-question',
      whole?.ownerlessMailboxes ?? 0,
      '/admin/mailboxes?kept=no',
      null,
    ),
  ].filter(({ number }) => number > 0);
}

function causesOf(causes: readonly CauseCount[], lang: Lang): OverviewView['causes'] {
  const numbers = new Map<string, number>();
  for (const { cause, method, number } of causes) {
    const words = causeInWords({ cause, methods: [method] }, lang).cause;
    numbers.set(words, (numbers.get(words) ?? 0) + number);
  }
  const most = Math.max(1, ...numbers.values());
  return [...numbers]
    .sort(([, one], [, other]) => other - one)
    .slice(0, CAUSES)
    .map(([cause, number]) => ({ cause, number, width: Math.max(2, Math.round((number / most) * BAR)) }));
}
