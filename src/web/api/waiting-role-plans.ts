import { pendingRoleFields } from '../../messages/waiting-plan-fields.ts';
import { pageThrough } from './paging.ts';
import { PENDING_ROLE_PLAN, PENDING_ROLE_PLAN_DETAIL, rolePlanPreviewJson } from './role-plan-json.ts';
import type { RolePlanParts } from './role-plans.ts';
import { PAGING, type Route, route } from './route.ts';
import * as schema from './schema.ts';

type Parts = Pick<RolePlanParts, 'pendingRolePlans'>;

/** Plans of role grants that wait for a second person: listed, shown, approved and rejected. */
export function waitingRolePlanRoutes(parts: Parts): Route[] {
  return [listRoute(parts), showRoute(parts), ...decisionRoutes(parts)];
}

function listRoute({ pendingRolePlans }: Parts): Route {
  return route({
    method: 'GET',
    path: '/role-plans/waiting',
    scope: 'roles:read',
    summary:
      'Plans of role grants that wait for a second person, within bounds the caller’s own; the newest first',
    query: PAGING,
    answer: schema.pageOf(PENDING_ROLE_PLAN),
    handle: async ({ query, extent }) =>
      pageThrough(await pendingRolePlans.listPending(extent), query, pendingRoleFields),
  });
}

function showRoute({ pendingRolePlans }: Parts): Route {
  return route({
    method: 'GET',
    path: '/role-plans/{plan}',
    scope: 'roles:read',
    summary: 'A plan that was submitted; while it waits, with all it would do',
    answer: PENDING_ROLE_PLAN_DETAIL,
    problems: ['plan_not_found'],
    async handle({ path: { plan: name = '' }, extent }) {
      const { pending, plan } = await pendingRolePlans.findPending(name, extent);
      const preview = plan === undefined ? null : rolePlanPreviewJson(plan);
      return { ...pendingRoleFields(pending), preview };
    },
  });
}

function decisionRoutes({ pendingRolePlans }: Parts): Route[] {
  const decide = (act: 'approve' | 'reject', summary: string) =>
    route({
      method: 'POST',
      path: `/role-plans/{plan}/${act}`,
      scope: 'roles:write',
      summary,
      answer: PENDING_ROLE_PLAN,
      problems: [
        'plan_not_found',
        'plan_not_pending',
        'plan_stale',
        'role_grant_to_self',
        'role_grant_outside_extent',
        'role_grant_higher',
        'approval_self',
        'approver_not_person',
      ],
      handle: async ({ path: { plan = '' }, caller }) =>
        pendingRoleFields(await pendingRolePlans[act](plan, caller.actor)),
    });
  return [
    decide('approve', 'A second person, who may change all of it as well, applies exactly this plan'),
    decide('reject', 'Ends a plan without applying it; who submitted it may, too'),
  ];
}
