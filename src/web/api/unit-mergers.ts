import type { Clock } from '../../domain/clock.ts';
import { dayOf } from '../../domain/clock.ts';
import type { PendingPlanService } from '../../domain/directory/pending-plan-service.ts';
import type { StaffPlanService } from '../../domain/directory/staff-plan-service.ts';
import { OUTCOME, outcomeJson } from './plan-outcome.ts';
import { problemAt, refuseRequest } from './request-refusal.ts';
import { type Route, route } from './route.ts';

interface Parts {
  staffPlans: StaffPlanService;
  pendingPlans: PendingPlanService;
  clock: Clock;
}

/** What carries role grants over; without it they are left to decide. */
const ROLES = 'roles:write';
/** Units that one request names. */
const UNITS_MOST = 50;

/** Mergers of units; like HR files they are kept for a decision. */
export function mergeUnitsRoute({ staffPlans, pendingPlans, clock }: Parts): Route {
  return route({
    method: 'POST',
    path: '/units/merge',
    scope: 'directory:write',
    summary:
      'Submits a merger of units, with posts and role grants; role grants that the caller may not give, or whose token lacks roles:write, are left to decide',
    body: {
      units: { is: 'texts', about: 'codes of the units that end; required', most: UNITS_MOST },
      into: { is: 'text', about: 'code of the unit that takes them up; required' },
      from: { is: 'day', about: 'first day of the merger; today unless given' },
      decision: { is: 'text', about: 'number of the decision that orders it' },
      dry_run: { is: 'flag', about: 'only shows what would change' },
    },
    answer: OUTCOME,
    problems: ['unit_not_found', 'staff_file_refused', 'plan_already_pending', 'too_many_pending'],
    async handle({
      body: { units, into, from = dayOf(clock.now()), decision, dry_run: isDryRun = false },
      caller,
    }) {
      if (units === undefined || units.length === 0) throw refuseRequest(problemAt('units', 'required'));
      if (into === undefined) throw refuseRequest(problemAt('into', 'required'));
      const withoutRoles = !(caller.scopes.has(ROLES) && caller.permissions.has(ROLES));
      const merger = { units, into, from, decision, withoutRoles };
      const submission = isDryRun
        ? { preview: await staffPlans.mergeUnits(merger, { isDryRun }, caller.actor) }
        : await pendingPlans.submit({ kind: 'merge', ...merger }, caller.actor);
      return outcomeJson(submission, { isDryRun });
    },
  });
}
