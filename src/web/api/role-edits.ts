import { NONE } from '../../domain/role-plans/edit-role-grant.ts';
import { refuseFaults } from './plan-outcome.ts';
import { RULE, TERMS } from './role-grant-fields.ts';
import { PENDING_ROLE_PLAN, ROLE_PLAN_PREVIEW, rolePlanPreviewJson } from './role-plan-json.ts';
import { keepRolePlan, PLAN_CHOICES, ROLE_PLAN_PROBLEMS, type RolePlanParts } from './role-plans.ts';
import { type Route, route } from './route.ts';

/** A change of one role grant, as a plan. */
export function roleEditRoute(parts: Omit<RolePlanParts, 'staffFiles'>): Route {
  return route({
    method: 'POST',
    path: '/role-grants/{role_grant}/plans',
    scope: 'roles:write',
    summary:
      `Changes rule, extent, period or decision of a role grant: revokes it, and gives another in its place. ` +
      `What is not named stays; ${NONE} takes a text away`,
    body: {
      ...PLAN_CHOICES,
      plan: { is: 'text', about: 'name of a plan: applies exactly this one' },
      ...RULE,
      ...TERMS,
    },
    answer: ROLE_PLAN_PREVIEW,
    accepted: PENDING_ROLE_PLAN,
    problems: [
      ...ROLE_PLAN_PROBLEMS,
      'role_grant_not_found',
      'role_grant_invalid',
      'period_invalid',
      'unit_not_found',
      'position_not_found',
    ],
    async handle({ caller: { actor }, path: { role_grant: roleGrant = '' }, body }) {
      const { dry_run: isDryRun = false, submit, plan: expectedPlan, ...edit } = body;
      if (submit === true && !isDryRun) return keepRolePlan(parts, { kind: 'edit', roleGrant, edit }, actor);
      const plan = await parts.rolePlans.edit(roleGrant, edit, { isDryRun, expectedPlan }, actor);
      if (!isDryRun) refuseFaults(plan.refused);
      return rolePlanPreviewJson(plan);
    },
  });
}
