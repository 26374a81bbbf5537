import { actorLabel } from '../../domain/audit/audit-event.ts';
import type { PendingPlan } from '../../domain/directory/pending-plan.ts';
import type { PlanReport } from '../../domain/directory/staff-plan-report.ts';
import { formatDay } from '../../messages/dates.ts';
import { refusalText } from '../../messages/refusal-text.ts';
import { translator } from '../../messages/translate.ts';
import type { WebParts } from '../web-parts.ts';
import { actorNames } from './actor-names.ts';
import type { ConsoleVisit } from './console-visit.ts';
import type { HrImportView, Tab } from './hr-imports-view.ts';
import { listAddress } from './list-query.ts';
import { planRows } from './plan-rows.ts';

/** Rows of a plan on its page; the rest is counted. */
const SHOWN = 200;

type Parts = Pick<WebParts, 'stores'>;

/** A plan that waits, or what became of it. */
export async function importView(
  { stores }: Parts,
  visit: ConsoleVisit,
  { pending, report, tab }: { pending: PendingPlan; report: PlanReport | undefined; tab: Tab },
): Promise<HrImportView> {
  const { plan, kind, state, submittedBy, submittedAt, decidedBy, decidedAt, expiresAt, guard } = pending;
  const nameOf = await actorNames(stores, [submittedBy, decidedBy ?? 'system'], visit.lang);
  const isOpen = state === 'pending';
  const isBlocked = guard.verdict === 'blocked';
  const mayWrite = visit.rights.permissions.has('directory:write');
  const isOwn = actorLabel(visit.actor) === submittedBy;
  const { joiners, movers, leavers, changed } = pending;
  const counts = { joiners, movers, leavers, changed, unchanged: report?.unchanged ?? 0, refused: 0 };
  const address = `/admin/hr-imports/${plan}`;
  return {
    ...visit.frame,
    ...(await reportView(stores, visit, report, { tab, address })),
    error: null,
    notice: null,
    plan,
    kind: `imports.kind.${kind}`,
    state,
    submittedBy: nameOf(submittedBy),
    submittedAt,
    decidedBy: decidedBy === null ? null : nameOf(decidedBy),
    decidedAt,
    expiresAt: isOpen ? expiresAt : null,
    guard,
    needsSecond: isBlocked,
    can: {
      apply: isOpen && mayWrite && !isBlocked,
      approve: isOpen && mayWrite && isBlocked && !isOwn,
      reject: isOpen && mayWrite,
    },
    decisionAction: `${address}/decision`,
    counts,
  };
}

/** Files of which nothing was kept: rows were refused, or nothing changes. */
export async function blankImport(
  { stores }: Parts,
  visit: ConsoleVisit,
  report: PlanReport,
): Promise<HrImportView> {
  const isRefused = report.refused.length > 0;
  const { joiners, movers, leavers, changed } = report.counts;
  return {
    ...visit.frame,
    ...(await reportView(stores, visit, report, { tab: isRefused ? 'refused' : 'all', address: null })),
    error: null,
    notice: null,
    plan: null,
    kind: 'imports.kind.import',
    state: isRefused ? 'refused' : 'unchanged',
    submittedBy: null,
    submittedAt: null,
    decidedBy: null,
    decidedAt: null,
    expiresAt: null,
    guard: null,
    needsSecond: false,
    can: { apply: false, approve: false, reject: false },
    decisionAction: '',
    counts: {
      joiners,
      movers,
      leavers,
      changed,
      unchanged: report.unchanged,
      refused: report.refused.length,
    },
  };
}

async function reportView(
  stores: Parts['stores'],
  { lang }: ConsoleVisit,
  report: PlanReport | undefined,
  { tab, address }: { tab: Tab; address: string | null },
): Promise<Pick<HrImportView, 'tabs' | 'rows' | 'refused' | 'more' | 'orphans' | 'violations'>> {
  if (report === undefined) return { tabs: [], rows: [], refused: [], more: 0, orphans: [], violations: [] };
  const units = new Map((await stores.directory.listUnits()).map(({ code, name }) => [code, name]));
  const all = planRows(report, translator(lang), (code) => units.get(code) ?? code);
  const changing = all.filter(({ gained, lost }) => gained + lost > 0);
  const refused = report.refused.map(({ file, line, column, value, code }) => {
    return { file, line, column, value, text: refusalText(code)[lang] };
  });
  const counted = { roles: changing.length, all: all.length, refused: refused.length };
  const chosen = { roles: changing, all, refused: [] }[tab];
  const { joiners, movers, leavers, changed } = report.counts;
  const everybody = joiners + movers + leavers + changed;
  const unlisted =
    tab === 'all' ? everybody - Math.min(SHOWN, all.length) : Math.max(0, counted[tab] - SHOWN);
  const shown = (['all', 'roles', 'refused'] as const).filter((each) => each === 'all' || counted[each] > 0);
  return {
    tabs:
      address === null
        ? []
        : shown.map((each) => ({
            tab: each,
            address: listAddress(address, { tab: each === 'all' ? undefined : each }),
            count: each === 'all' ? everybody : counted[each],
            isChosen: each === tab,
          })),
    rows: chosen.slice(0, SHOWN),
    refused: tab === 'refused' ? refused.slice(0, SHOWN) : [],
    more: unlisted,
    orphans: report.orphans,
    violations: report.separation.map(({ fullName, roles, from }) => ({
      name: fullName,
      roles: roles.join(', '),
      from: formatDay(new Date(from), lang),
    })),
  };
}
