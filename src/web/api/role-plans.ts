import type { Actor } from '../../domain/audit/audit-event.ts';
import type { StaffTable } from '../../domain/directory/staff-table.ts';
import type { RolePlanInput } from '../../domain/role-plans/pending-role-plan.ts';
import type { PendingRolePlanService } from '../../domain/role-plans/pending-role-plan-service.ts';
import type { RolePlanService } from '../../domain/role-plans/role-plan-service.ts';
import { pendingRoleFields } from '../../messages/waiting-plan-fields.ts';
import { pageThrough } from './paging.ts';
import { refuseFaults } from './plan-outcome.ts';
import type { StaffFiles } from './plan-uploads.ts';
import {
  appliedRolePlanJson,
  PENDING_ROLE_PLAN,
  ROLE_PLAN,
  ROLE_PLAN_PREVIEW,
  rolePlanPreviewJson,
} from './role-plan-json.ts';
import { Accepted, PAGING, type Route, route } from './route.ts';
import * as schema from './schema.ts';

export interface RolePlanParts {
  rolePlans: RolePlanService;
  pendingRolePlans: PendingRolePlanService;
  /** Reads CSV and XLSX; `staff-files` does. */
  staffFiles: StaffFiles;
}

/** What becomes of a plan that somebody asks for. */
export const PLAN_CHOICES = {
  dry_run: { is: 'flag', about: 'only shows what would change' },
  submit: { is: 'flag', about: 'keeps the plan for a second person (202) in place of applying it' },
} as const;
export const ROLE_PLAN_PROBLEMS = [
  'staff_file_refused',
  'removal_guard',
  'plan_stale',
  'plan_too_large',
  'plan_already_pending',
  'too_many_pending',
] as const;

/**
 * Bulk changes of role grants. What the guard stops passes by a second person's approval only: over the API nobody
 * allows removals alone.
 */
export function rolePlanRoutes(parts: RolePlanParts): Route[] {
  return [listRoute(parts), importRoute(parts), undoRoute(parts)];
}

/** Keeps a plan for a second person; one that changes nothing is only shown. */
export async function keepRolePlan(
  { pendingRolePlans }: Pick<RolePlanParts, 'pendingRolePlans'>,
  input: RolePlanInput,
  actor: Actor,
) {
  const { pending, plan } = await pendingRolePlans.submit(input, actor);
  refuseFaults(plan.refused);
  return pending === undefined ? rolePlanPreviewJson(plan) : new Accepted(pendingRoleFields(pending));
}

function listRoute({ rolePlans }: RolePlanParts): Route {
  return route({
    method: 'GET',
    path: '/role-plans',
    scope: 'roles:read',
    summary:
      'The last hundred plans of role grants that were applied, within bounds the caller’s own; the newest first',
    query: PAGING,
    answer: schema.pageOf(ROLE_PLAN),
    handle: async ({ query, extent }) =>
      pageThrough(await rolePlans.list(extent), query, appliedRolePlanJson),
  });
}

function importRoute(parts: RolePlanParts): Route {
  const { rolePlans, staffFiles } = parts;
  return route({
    method: 'POST',
    path: '/role-plans',
    scope: 'roles:write',
    summary: 'Grants and revokes roles by files, whole or not at all',
    query: {
      ...PLAN_CHOICES,
      plan: { is: 'text', about: 'name of a plan: applies exactly this one' },
      decision: { is: 'text', about: 'number of the decision for rows that name none' },
    },
    takesUpload: 'files',
    answer: ROLE_PLAN_PREVIEW,
    accepted: PENDING_ROLE_PLAN,
    problems: [
      ...ROLE_PLAN_PROBLEMS,
      'staff_file_unreadable',
      'staff_file_too_large',
      'staff_file_unknown_kind',
    ],
    async handle({
      query: { dry_run: isDryRun = false, submit, plan: expectedPlan, decision },
      upload,
      caller,
    }) {
      const tables: StaffTable[] = [];
      for (const { name, bytes } of upload?.kind === 'files' ? upload.files : [])
        tables.push(await staffFiles.read(name, bytes));
      if (submit === true && !isDryRun)
        return keepRolePlan(parts, { kind: 'import', tables, decision }, caller.actor);
      const plan = await rolePlans.importRoles(tables, { isDryRun, expectedPlan, decision }, caller.actor);
      if (!isDryRun) refuseFaults(plan.refused);
      return rolePlanPreviewJson(plan);
    },
  });
}

function undoRoute(parts: RolePlanParts): Route {
  return route({
    method: 'POST',
    path: '/role-plans/{plan}/undo',
    scope: 'roles:write',
    summary: 'Takes an applied plan back: revokes what it gave, gives anew what it revoked',
    body: PLAN_CHOICES,
    answer: ROLE_PLAN_PREVIEW,
    accepted: PENDING_ROLE_PLAN,
    problems: [...ROLE_PLAN_PROBLEMS, 'plan_not_found', 'plan_undone'],
    async handle({ path: { plan: name = '' }, body: { dry_run: isDryRun = false, submit }, caller }) {
      if (submit === true && !isDryRun)
        return keepRolePlan(parts, { kind: 'undo', plan: name }, caller.actor);
      const plan = await parts.rolePlans.undo(name, { isDryRun }, caller.actor);
      if (!isDryRun) refuseFaults(plan.refused);
      return rolePlanPreviewJson(plan);
    },
  });
}
