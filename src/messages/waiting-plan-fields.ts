import type { PendingPlan, WaitingPlan } from '../domain/directory/pending-plan.ts';
import type { PendingRolePlan } from '../domain/role-plans/pending-role-plan.ts';

/** A plan of the directory that waits, for machines, by the tool and the API alike. */
export function pendingFields(pending: PendingPlan) {
  const { joiners, movers, leavers, changed, guard } = pending;
  return { ...waitingFields(pending), joiners, movers, leavers, changed, guard };
}

/** A plan of role grants that waits. */
export function pendingRoleFields(pending: PendingRolePlan) {
  const { granted, revoked, guard } = pending;
  return { ...waitingFields(pending), granted, revoked, guard };
}

function waitingFields({ plan, kind, state, ...rest }: WaitingPlan) {
  return {
    plan,
    kind,
    state,
    submitted_at: rest.submittedAt,
    submitted_by: rest.submittedBy,
    decided_at: rest.decidedAt,
    decided_by: rest.decidedBy,
    expires_at: rest.expiresAt,
  };
}
