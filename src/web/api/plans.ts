import type { PendingPlanService } from '../../domain/directory/pending-plan-service.ts';
import type { StaffPlanService } from '../../domain/directory/staff-plan-service.ts';
import { DomainError } from '../../domain/errors.ts';
import { pendingFields } from '../../messages/waiting-plan-fields.ts';
import { pageThrough } from './paging.ts';
import { appliedJson, PLAN, PLAN_DETAIL } from './plan-json.ts';
import { OUTCOME, outcomeJson } from './plan-outcome.ts';
import { previewJson } from './plan-preview.ts';
import { PAGING, type Route, route } from './route.ts';
import * as schema from './schema.ts';

interface Parts {
  staffPlans: StaffPlanService;
  pendingPlans: PendingPlanService;
}

/**
 * Plans that wait, that were decided, and the way back. What the guard stops passes by a second person's approval
 * only: over the API nobody allows removals alone.
 */
export function planRoutes(parts: Parts): Route[] {
  return [listRoute(parts), showRoute(parts), ...decisionRoutes(parts), undoRoute(parts)];
}

function listRoute({ staffPlans, pendingPlans }: Parts): Route {
  return route({
    method: 'GET',
    path: '/plans',
    scope: 'directory:read',
    summary: 'Plans that wait for a decision, or the last hundred that were applied; the newest first',
    query: {
      state: { is: 'one_of', about: 'pending unless given', allowed: ['pending', 'applied'] },
      ...PAGING,
    },
    answer: schema.pageOf(PLAN),
    async handle({ query: { state, ...paging }, extent }) {
      // A plan is about the whole directory.
      if (extent !== 'whole') return { items: [], next_cursor: null };
      return state === 'applied'
        ? pageThrough(await staffPlans.list(), paging, appliedJson)
        : pageThrough(await pendingPlans.listPending(), paging, pendingFields);
    },
  });
}

function showRoute({ staffPlans, pendingPlans }: Parts): Route {
  return route({
    method: 'GET',
    path: '/plans/{plan}',
    scope: 'directory:read',
    summary: 'One plan; while it waits, with all it would do',
    answer: PLAN_DETAIL,
    problems: ['plan_not_found'],
    async handle({ path: { plan = '' }, extent }) {
      if (extent !== 'whole') throw new DomainError('plan_not_found', { plan });
      const applied = (await staffPlans.list()).find((each) => each.plan === plan);
      const submitted = await pendingPlans.findPending(plan).catch((error: unknown) => {
        // Not every plan is submitted first.
        if (error instanceof DomainError && error.code === 'plan_not_found') return undefined;
        throw error;
      });
      if (submitted?.pending.state === 'pending') {
        const { pending, report } = submitted;
        return { ...pendingFields(pending), preview: report === undefined ? null : previewJson(report) };
      }
      if (applied !== undefined) return { ...appliedJson(applied), preview: null };
      if (submitted === undefined) throw new DomainError('plan_not_found', { plan });
      return { ...pendingFields(submitted.pending), preview: null };
    },
  });
}

function decisionRoutes({ pendingPlans }: Parts): Route[] {
  const decide = (act: 'approve' | 'applyPending' | 'reject', path: string, summary: string) =>
    route({
      method: 'POST',
      path: `/plans/{plan}/${path}`,
      scope: 'directory:write',
      summary,
      answer: PLAN,
      problems: ['plan_not_found', 'plan_not_pending', 'plan_stale', 'approval_needed', 'approval_self'],
      handle: async ({ path: { plan = '' }, caller }) =>
        pendingFields(await pendingPlans[act](plan, caller.actor)),
    });
  return [
    decide('approve', 'approve', 'A second person lets exactly this plan pass the guard, and applies it'),
    decide('applyPending', 'apply', 'Applies a plan that the guard lets pass'),
    decide('reject', 'reject', 'Ends a plan without applying it'),
  ];
}

function undoRoute({ staffPlans, pendingPlans }: Parts): Route {
  return route({
    method: 'POST',
    path: '/plans/{plan}/undo',
    scope: 'directory:write',
    summary: 'Submits the way back from an applied plan, field by field, as a plan of its own',
    body: { dry_run: { is: 'flag', about: 'only shows what would change' } },
    answer: OUTCOME,
    problems: ['plan_not_found', 'plan_undone', 'staff_file_refused', 'plan_already_pending'],
    async handle({ path: { plan = '' }, body: { dry_run: isDryRun = false }, caller }) {
      const submission = isDryRun
        ? { preview: await staffPlans.undo(plan, { isDryRun }, caller.actor) }
        : await pendingPlans.submit({ kind: 'undo', plan }, caller.actor);
      return outcomeJson(submission, { isDryRun });
    },
  });
}
