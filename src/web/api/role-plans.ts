import type { StaffTable } from '../../domain/directory/staff-table.ts';
import type { RolePlanService } from '../../domain/role-plans/role-plan-service.ts';
import { pageThrough } from './paging.ts';
import { refuseFaults } from './plan-outcome.ts';
import type { StaffFiles } from './plan-uploads.ts';
import { appliedRolePlanJson, ROLE_PLAN, ROLE_PLAN_PREVIEW, rolePlanPreviewJson } from './role-plan-json.ts';
import { PAGING, type Route, route } from './route.ts';
import * as schema from './schema.ts';

interface Parts {
  rolePlans: RolePlanService;
  /** Reads CSV and XLSX; `staff-files` does. */
  staffFiles: StaffFiles;
}

const DRY_RUN = { is: 'flag', about: 'only shows what would change' } as const;
const PROBLEMS = ['staff_file_refused', 'removal_guard', 'plan_stale'] as const;

/** Bulk changes of role grants. What the guard stops, the operator's tool allows: over the API nobody does. */
export function rolePlanRoutes(parts: Parts): Route[] {
  return [listRoute(parts), importRoute(parts), undoRoute(parts)];
}

function listRoute({ rolePlans }: Parts): Route {
  return route({
    method: 'GET',
    path: '/role-plans',
    scope: 'roles:read',
    summary: 'The last hundred plans of role grants that were applied; the newest first',
    query: PAGING,
    answer: schema.pageOf(ROLE_PLAN),
    handle: async ({ query }) => pageThrough(await rolePlans.list(), query, appliedRolePlanJson),
  });
}

function importRoute({ rolePlans, staffFiles }: Parts): Route {
  return route({
    method: 'POST',
    path: '/role-plans',
    scope: 'roles:write',
    summary: 'Grants and revokes roles by files, whole or not at all',
    query: {
      dry_run: DRY_RUN,
      plan: { is: 'text', about: 'name of a plan: applies exactly this one' },
      decision: { is: 'text', about: 'number of the decision for rows that name none' },
    },
    takesUpload: 'files',
    answer: ROLE_PLAN_PREVIEW,
    problems: [...PROBLEMS, 'staff_file_unreadable', 'staff_file_too_large', 'staff_file_unknown_kind'],
    async handle({ query: { dry_run: isDryRun = false, plan: expectedPlan, decision }, upload, caller }) {
      const tables: StaffTable[] = [];
      for (const { name, bytes } of upload?.kind === 'files' ? upload.files : [])
        tables.push(await staffFiles.read(name, bytes));
      const plan = await rolePlans.importRoles(tables, { isDryRun, expectedPlan, decision }, caller.actor);
      if (!isDryRun) refuseFaults(plan.refused);
      return rolePlanPreviewJson(plan);
    },
  });
}

function undoRoute({ rolePlans }: Parts): Route {
  return route({
    method: 'POST',
    path: '/role-plans/{plan}/undo',
    scope: 'roles:write',
    summary: 'Takes an applied plan back: revokes what it gave, gives anew what it revoked',
    body: { dry_run: DRY_RUN },
    answer: ROLE_PLAN_PREVIEW,
    problems: [...PROBLEMS, 'plan_not_found', 'plan_undone'],
    async handle({ path: { plan: name = '' }, body: { dry_run: isDryRun = false }, caller }) {
      const plan = await rolePlans.undo(name, { isDryRun }, caller.actor);
      if (!isDryRun) refuseFaults(plan.refused);
      return rolePlanPreviewJson(plan);
    },
  });
}
