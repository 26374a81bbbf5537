import { actorLabel } from '../../domain/audit/audit-event.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import type { RolePlanInput } from '../../domain/role-plans/pending-role-plan.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import { readParts } from '../read-files.ts';
import type { RefusalView } from '../view-models.ts';
import type { WebParts } from '../web-parts.ts';
import { actorNames } from './actor-names.ts';
import { action, type ConsolePage, page, upload } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { choiceFrom } from './list-query.ts';
import { PLAN_REFUSALS } from './plan-refusals.ts';
import { planContent } from './role-plan-content.ts';
import type { RolePlansView, RolePlanView } from './role-plans-view.ts';

const PATH = '/admin/role-plans';

export type RolePlanParts = Pick<
  WebParts,
  'rolePlans' | 'pendingRolePlans' | 'roleGrantOverview' | 'staffFiles' | 'stores' | 'csrf' | 'pages'
>;

/** Why files or a plan may be refused in place. */
const SHOWN: readonly ErrorCode[] = [
  ...PLAN_REFUSALS,
  'permission_denied',
  'role_grant_to_self',
  'role_grant_outside_extent',
  'role_grant_higher',
];

/** `/admin/role-plans`: many role grants by a file, or another in place of one: a plan, then the change, then the way back. */
export function rolePlanPages(parts: RolePlanParts): ConsolePage[] {
  return [
    page('/role-plans', 'roles:read', (visit, ctx) => showPlans(parts, visit, ctx, null)),
    upload('/role-plans', 'roles:write', (visit, ctx) => submitFiles(parts, visit, ctx)),
    page('/role-plans/:plan', 'roles:read', (visit, ctx) => showPlan(parts, visit, ctx, null)),
    action('/role-plans/:plan/decision', 'roles:write', { fields: ['verdict'] }, (visit, ctx, { fields }) =>
      decide(parts, visit, ctx, fields.verdict),
    ),
    action('/role-plans/:plan/undo', 'roles:write', { fields: [] }, async (visit, ctx) => {
      try {
        await submitRolePlan(parts, visit, ctx, { kind: 'undo', plan: String(ctx.params.plan) });
      } catch (error) {
        await showPlans(parts, visit, ctx, parts.pages.refusalOf(ctx, error, SHOWN));
      }
    }),
  ];
}

/** Keeps a plan and leads to it, or shows at once why there is none. */
export async function submitRolePlan(
  parts: Pick<RolePlanParts, 'pendingRolePlans' | 'roleGrantOverview' | 'stores' | 'pages'>,
  visit: ConsoleVisit,
  ctx: Context,
  input: RolePlanInput,
): Promise<void> {
  const { pending, plan } = await parts.pendingRolePlans.submit(input, visit.actor);
  if (pending !== undefined) return leadTo(ctx, `${PATH}/${pending.plan}`);
  ctx.status = plan.refused.length > 0 ? 422 : 200;
  const model: RolePlanView = {
    ...visit.frame,
    error: null,
    notice: null,
    plan: null,
    kind: input.kind,
    state: plan.refused.length > 0 ? 'refused' : 'unchanged',
    by: null,
    at: null,
    until: null,
    decided: null,
    content: await planContent(parts, plan, visit.lang),
    can: { apply: false, approve: false, reject: false },
  };
  parts.pages.show(ctx, 'admin/role-plan', model, { csrf: visit.csrfToken });
}

async function submitFiles(parts: RolePlanParts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { staffFiles, csrf, pages } = parts;
  const sent = await readParts(ctx, staffFiles.maxBytes, ['csrf', 'decision']).catch((error) => {
    // Without a body that can be read there is no token; nothing was done either.
    if (error instanceof DomainError && error.code === 'media_type_unsupported') throw error;
    return error;
  });
  if ('files' in sent) csrf.check(visit.sessionUid, sent.fields.get('csrf') ?? '');
  try {
    if (!('files' in sent)) throw sent;
    const tables = [];
    for (const { name, bytes } of sent.files) tables.push(await staffFiles.read(name, bytes));
    const decision = sent.fields.get('decision')?.trim() || undefined;
    await submitRolePlan(parts, visit, ctx, { kind: 'import', tables, decision });
  } catch (error) {
    await showPlans(parts, visit, ctx, pages.refusalOf(ctx, error, SHOWN));
  }
}

async function showPlans(
  { rolePlans, pendingRolePlans, stores, pages }: RolePlanParts,
  { frame, rights, extent, lang, csrfToken }: ConsoleVisit,
  ctx: Context,
  error: RefusalView | null,
): Promise<void> {
  const [waiting, applied] = [await pendingRolePlans.listPending(extent), await rolePlans.list(extent)];
  const labels = [
    ...waiting.map(({ submittedBy }) => submittedBy),
    ...applied.map(({ appliedBy }) => appliedBy),
  ];
  const nameOf = await actorNames(stores, labels, lang);
  const model: RolePlansView = {
    ...frame,
    error,
    canWrite: rights.permissions.has('roles:write'),
    waiting: waiting.map(({ plan, kind, submittedBy, submittedAt, expiresAt, granted, revoked, guard }) => ({
      plan,
      kind,
      by: nameOf(submittedBy),
      at: submittedAt,
      until: expiresAt,
      granted,
      revoked,
      isBlocked: guard.verdict === 'blocked',
    })),
    applied: applied.map(({ plan, kind, appliedBy, appliedAt, granted, revoked, undoneBy }) => ({
      plan,
      kind,
      by: nameOf(appliedBy),
      at: appliedAt,
      granted,
      revoked,
      undo: undoneBy !== null ? 'undone' : kind === 'undo' ? 'impossible' : 'possible',
    })),
  };
  pages.show(ctx, 'admin/role-plans', model, { csrf: csrfToken });
}

async function showPlan(
  parts: RolePlanParts,
  { frame, rights, actor, extent, lang, csrfToken }: ConsoleVisit,
  ctx: Context,
  error: RefusalView | null,
): Promise<void> {
  const { pending, plan } = await parts.pendingRolePlans.findPending(String(ctx.params.plan), extent);
  const { submittedBy, submittedAt, decidedBy, decidedAt } = pending;
  const nameOf = await actorNames(parts.stores, [submittedBy, decidedBy ?? ''], lang);
  const isOpen = pending.state === 'pending' && rights.permissions.has('roles:write');
  const isOwn = submittedBy === actorLabel(actor);
  const model: RolePlanView = {
    ...frame,
    error,
    notice: choiceFrom(ctx, 'notice', ['applied', 'rejected'] as const) ?? null,
    plan: pending.plan,
    kind: pending.kind,
    state: pending.state,
    by: nameOf(submittedBy),
    at: submittedAt,
    until: pending.state === 'pending' ? pending.expiresAt : null,
    decided: decidedAt === null ? null : { by: nameOf(decidedBy ?? ''), at: decidedAt },
    // What the guard said when it was submitted: made again, the plan brings its own allowance.
    content: plan === undefined ? null : { ...(await planContent(parts, plan, lang)), guard: pending.guard },
    can: {
      apply: isOpen && isOwn && plan !== undefined && pending.guard.verdict === 'ok',
      approve: isOpen && !isOwn && plan !== undefined,
      reject: isOpen,
    },
  };
  parts.pages.show(ctx, 'admin/role-plan', model, { csrf: csrfToken });
}

const VERDICTS = ['apply', 'approve', 'reject'] as const;

async function decide(
  parts: RolePlanParts,
  visit: ConsoleVisit,
  ctx: Context,
  verdict: string,
): Promise<void> {
  const act = VERDICTS.find((each) => each === verdict);
  if (act === undefined) throw new DomainError('bad_request', { reason: 'verdict' });
  const plan = String(ctx.params.plan);
  try {
    await parts.pendingRolePlans[act](plan, visit.actor);
  } catch (error) {
    return showPlan(parts, visit, ctx, parts.pages.refusalOf(ctx, error, SHOWN));
  }
  leadTo(ctx, `${PATH}/${plan}?notice=${act === 'reject' ? 'rejected' : 'applied'}`);
}
