import type { PendingPlan } from '../../domain/directory/pending-plan.ts';
import type { Submission } from '../../domain/directory/pending-plan-service.ts';
import { reportOf } from '../../domain/directory/staff-plan-report.ts';
import type { AppliedPlan } from '../../domain/directory/staff-plan-store.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import { readParts } from '../read-files.ts';
import type { WebParts } from '../web-parts.ts';
import { actorNames } from './actor-names.ts';
import { action, type ConsolePage, page, upload, whole } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { blankImport, importView } from './hr-import-model.ts';
import type { HrImportsView } from './hr-imports-view.ts';
import { TABS } from './hr-imports-view.ts';
import { choiceFrom } from './list-query.ts';
import { PLAN_REFUSALS } from './plan-refusals.ts';

const PATH = '/admin/hr-imports';

type Parts = Pick<WebParts, 'staffPlans' | 'pendingPlans' | 'staffFiles' | 'stores' | 'csrf' | 'pages'>;

/** Why files or a plan may be refused in place. */
const SHOWN: readonly ErrorCode[] = [...PLAN_REFUSALS, 'staff_file_refused'];

/** `/admin/hr-imports`: files of HR become a plan, which somebody looks at before it is applied, and may take back. */
export function hrImportPages(parts: Parts): ConsolePage[] {
  const { staffPlans, pendingPlans, staffFiles, csrf, pages } = parts;

  async function submitFiles(visit: ConsoleVisit, ctx: Context): Promise<void> {
    const sent = await readParts(ctx, staffFiles.maxBytes, ['csrf', 'partial']).catch((error) => {
      // Without a body that can be read there is no token; nothing was done either.
      if (error instanceof DomainError && error.code === 'media_type_unsupported') throw error;
      return error;
    });
    if ('files' in sent) csrf.check(visit.sessionUid, sent.fields.get('csrf') ?? '');
    await refusedInPlace(visit, ctx, async () => {
      if (!('files' in sent)) throw sent;
      const tables = [];
      for (const { name, bytes } of sent.files) tables.push(await staffFiles.read(name, bytes));
      const isPartial = sent.fields.get('partial') === 'yes';
      await shown(visit, ctx, await pendingPlans.submit({ kind: 'import', tables, isPartial }, visit.actor));
    });
  }

  /** On to the plan that was kept, or at once what stands against keeping it. */
  async function shown(visit: ConsoleVisit, ctx: Context, { pending, preview }: Submission): Promise<void> {
    if (pending !== undefined) return leadTo(ctx, `${PATH}/${pending.plan}`);
    ctx.status = preview.refused.length > 0 ? 422 : 200;
    const model = await blankImport(parts, visit, reportOf(preview, 1000));
    pages.show(ctx, 'admin/hr-import', model, { csrf: visit.csrfToken });
  }

  async function refusedInPlace(visit: ConsoleVisit, ctx: Context, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await showList(parts, visit, ctx, pages.refusalOf(ctx, error, SHOWN));
    }
  }

  async function showPlan(visit: ConsoleVisit, ctx: Context, error: HrImportsView['error'] = null) {
    const tab = choiceFrom(ctx, 'tab', TABS) ?? 'all';
    const notice = choiceFrom(ctx, 'notice', ['applied', 'rejected'] as const) ?? null;
    const found = await pendingPlans.findPending(String(ctx.params.plan));
    const model = await importView(parts, visit, { ...found, tab });
    pages.show(ctx, 'admin/hr-import', { ...model, notice, error }, { csrf: visit.csrfToken });
  }

  const DECISIONS: ReadonlyMap<string, 'applyPending' | 'approve' | 'reject'> = new Map([
    ['apply', 'applyPending'],
    ['approve', 'approve'],
    ['reject', 'reject'],
  ]);
  const pagesOfImports = [
    page('/hr-imports', 'directory:read', (visit, ctx) => showList(parts, visit, ctx, null)),
    upload('/hr-imports', 'directory:write', submitFiles),
    page('/hr-imports/:plan', 'directory:read', (visit, ctx) => showPlan(visit, ctx)),
    action(
      '/hr-imports/:plan/decision',
      'directory:write',
      { fields: ['verdict'] },
      async (visit, ctx, { fields: { verdict } }) => {
        const plan = String(ctx.params.plan);
        const act = DECISIONS.get(verdict);
        if (act === undefined) throw new DomainError('bad_request', { reason: 'verdict' });
        try {
          await pendingPlans[act](plan, visit.actor);
        } catch (error) {
          return showPlan(visit, ctx, pages.refusalOf(ctx, error, SHOWN));
        }
        leadTo(ctx, `${PATH}/${plan}?notice=${act === 'reject' ? 'rejected' : 'applied'}`);
      },
    ),
    action('/hr-imports/:plan/undo', 'directory:write', { fields: [] }, (visit, ctx) =>
      refusedInPlace(visit, ctx, async () => {
        const plan = String(ctx.params.plan);
        await shown(visit, ctx, await pendingPlans.submit({ kind: 'undo', plan }, visit.actor));
      }),
    ),
  ];
  return pagesOfImports.map(whole);

  async function showList(
    { stores }: Parts,
    visit: ConsoleVisit,
    ctx: Context,
    error: HrImportsView['error'],
  ): Promise<void> {
    const [waiting, applied] = [await pendingPlans.listPending(), await staffPlans.list()];
    const labels = [
      ...waiting.map(({ submittedBy }) => submittedBy),
      ...applied.map(({ appliedBy }) => appliedBy),
    ];
    const nameOf = await actorNames(stores, labels, visit.lang);
    const model: HrImportsView = {
      ...visit.frame,
      error,
      canImport: visit.rights.permissions.has('directory:write'),
      mostBytes: staffFiles.maxBytes,
      waiting: waiting.map((each) => waitingRow(each, nameOf)),
      applied: applied.map((each) => appliedRow(each, nameOf)),
    };
    pages.show(ctx, 'admin/hr-imports', model, { csrf: visit.csrfToken });
  }
}

function waitingRow(
  { plan, kind, submittedBy, submittedAt, expiresAt, guard, ...counts }: PendingPlan,
  nameOf: (label: string) => string,
): HrImportsView['waiting'][number] {
  const { joiners, movers, leavers, changed } = counts;
  return {
    kind: `imports.kind.${kind}`,
    address: `${PATH}/${plan}`,
    submittedBy: nameOf(submittedBy),
    submittedAt,
    expiresAt,
    isBlocked: guard.verdict === 'blocked',
    joiners,
    movers,
    leavers,
    changed,
  };
}

function appliedRow(
  { plan, kind, appliedBy, appliedAt, undoneBy, joiners, movers, leavers, changed }: AppliedPlan,
  nameOf: (label: string) => string,
): HrImportsView['applied'][number] {
  return {
    kind: `imports.kind.${kind}`,
    plan,
    appliedBy: nameOf(appliedBy),
    appliedAt,
    undo: undoneBy !== null ? 'undone' : kind === 'undo' ? 'impossible' : 'possible',
    joiners,
    movers,
    leavers,
    changed,
  };
}
