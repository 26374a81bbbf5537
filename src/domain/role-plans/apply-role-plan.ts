import { type Actor, type AuditEvent, type AuditType, actorLabel } from '../audit/audit-event.ts';
import { DomainError } from '../errors.ts';
import { detailsOf, roleGranted } from '../roles/grant-role.ts';
import { roleRevoked } from '../roles/revoke-role.ts';
import type { Stores } from '../transact.ts';
import type { RolePlan } from './role-plan.ts';
import type { PlannedRoleGrant } from './role-plan-draft.ts';
import type { RolePlanSource } from './role-plan-source.ts';
import type { AppliedRolePlan, RecordedRoleGrant, RolePlanKind } from './role-plan-store.ts';

const AUDIT_TYPE: Record<RolePlanKind, AuditType> = {
  import: 'role_plan.applied',
  undo: 'role_plan.undone',
};

/**
 * Writes a plan with an event for each role grant and one for itself; the caller brings the transaction and holds the
 * lock of separations. A plan that changes nothing leaves no trace.
 * @throws removal_guard; plan_stale when somebody revoked meanwhile what the plan revokes; what the source throws
 */
export async function applyRolePlan(
  inside: Pick<Stores, 'roles' | 'rolePlans' | 'audit'>,
  plan: RolePlan,
  { id, actor, at, source, allowed }: Application,
): Promise<void> {
  const { granted, revoked, guard } = plan;
  if (guard.verdict === 'blocked') throw new DomainError('removal_guard', { ...guard });
  if (granted.length + revoked.length === 0) return;
  const ids = revoked.map(({ roleGrant }) => roleGrant.id);
  const count = await inside.roles.revokeRoleGrants(ids, at, actorLabel(actor));
  if (count !== ids.length) throw new DomainError('plan_stale', { plan: plan.plan });
  await inside.roles.addRoleGrants(granted.map(({ roleGrant }) => roleGrant));
  const applied: AppliedRolePlan = {
    id,
    plan: plan.plan,
    kind: source.kind,
    appliedAt: at,
    appliedBy: actorLabel(actor),
    granted: granted.length,
    revoked: revoked.length,
    guardedRemovals: guard.removals <= allowed ? 0 : guard.removals,
    undoneBy: null,
  };
  await inside.rolePlans.add(applied, { granted: granted.map(recorded), revoked: revoked.map(recorded) });
  await source.applied(inside, applied);
  await inside.audit.appendAll(eventsOf(plan, { actor, at, source, allowed }));
}

/** Who applies a plan, when, and how many people may lose a role by it although the guard would stop it. */
export interface Application {
  id: string;
  actor: Actor;
  at: Date;
  source: RolePlanSource;
  allowed: number;
}

function recorded({ roleGrant }: PlannedRoleGrant): RecordedRoleGrant {
  return { id: roleGrant.id, roleId: roleGrant.roleId };
}

function eventsOf(
  { plan, granted, revoked, unchanged, guard }: RolePlan,
  { actor, at, source, allowed }: Omit<Application, 'id'>,
): AuditEvent[] {
  const named = (event: AuditEvent, facts: AuditEvent['details'] = {}) => ({
    ...event,
    details: { ...event.details, ...facts, plan },
  });
  const details = {
    plan,
    granted: granted.length,
    revoked: revoked.length,
    unchanged,
    people_losing: guard.removals,
    ...(allowed > 0 && { allowed_removals: allowed }),
  };
  return [
    { type: AUDIT_TYPE[source.kind], at, actor, details },
    ...revoked.map(({ role, roleGrant, asked: { decision = null, reason = null } }) =>
      named(roleRevoked(role, roleGrant, { actor, at }), { decision, reason }),
    ),
    ...granted.map(({ role, roleGrant, asked }) =>
      named(roleGranted({ role, roleGrant, details: detailsOf(roleGrant, asked) }, { actor, at })),
    ),
  ];
}
