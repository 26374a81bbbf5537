import { type Actor, type AuditEvent, type AuditType, actorLabel } from '../audit/audit-event.ts';
import { DomainError, type ErrorDetails } from '../errors.ts';
import { detailsOf, roleGranted } from '../roles/grant-role.ts';
import { roleRevoked } from '../roles/revoke-role.ts';
import type { Stores } from '../transact.ts';
import type { RolePlan } from './role-plan.ts';
import type { PlannedRoleGrant } from './role-plan-draft.ts';
import type { RolePlanSource } from './role-plan-source.ts';
import type { AppliedRolePlan, RecordedRoleGrant, RolePlanKind, RolePlanRecord } from './role-plan-store.ts';

const AUDIT_TYPE: Record<RolePlanKind, AuditType> = {
  import: 'role_plan.applied',
  edit: 'role_plan.applied',
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
  const { guard } = plan;
  if (guard.verdict === 'blocked') throw new DomainError('removal_guard', { ...guard });
  if (plan.granted.length + plan.revoked.length === 0) return;
  const written = await writeRoleGrants(inside, plan, { actor, at });
  const applied: AppliedRolePlan = {
    id,
    plan: plan.plan,
    kind: source.kind,
    appliedAt: at,
    appliedBy: actorLabel(actor),
    granted: plan.granted.length,
    revoked: plan.revoked.length,
    guardedRemovals: guard.removals <= allowed ? 0 : guard.removals,
    undoneBy: null,
  };
  await inside.rolePlans.add(applied, written.record);
  await source.applied(inside, applied);
  await inside.audit.appendAll([planApplied(plan, { actor, at, source, allowed }), ...written.events]);
}

/** What a plan does to role grants, and its name. */
type RoleChange = Pick<RolePlan, 'plan' | 'granted' | 'revoked'>;

/**
 * Writes what a plan does to role grants; the caller appends the events.
 * @throws plan_stale when somebody revoked meanwhile what the plan revokes
 */
export async function writeRoleGrants(
  inside: Pick<Stores, 'roles'>,
  { plan, revoked, ...change }: RoleChange,
  { actor, at }: Pick<Application, 'actor' | 'at'>,
): Promise<{ record: RolePlanRecord; events: AuditEvent[] }> {
  const granted = change.granted.map((row) => dated(row, at));
  const ids = revoked.map(({ roleGrant }) => roleGrant.id);
  const count = await inside.roles.revokeRoleGrants(ids, at, actorLabel(actor));
  if (count !== ids.length) throw new DomainError('plan_stale', { plan });
  await inside.roles.addRoleGrants(granted.map(({ roleGrant }) => roleGrant));
  return {
    record: { granted: granted.map(recorded), revoked: revoked.map(recorded) },
    events: eventsOf({ plan, granted, revoked }, { actor, at }),
  };
}

/** Who applies a plan, when, and how many people may lose a role by it although the guard would stop it. */
export interface Application {
  id: string;
  actor: Actor;
  at: Date;
  source: RolePlanSource;
  allowed: number;
}

function dated(row: PlannedRoleGrant, at: Date): PlannedRoleGrant {
  const { from } = row.roleGrant;
  const isPast = from === null || from < at;
  return row.startsNow && isPast ? { ...row, roleGrant: { ...row.roleGrant, from: at } } : row;
}

function recorded({ roleGrant }: PlannedRoleGrant): RecordedRoleGrant {
  return { id: roleGrant.id, roleId: roleGrant.roleId };
}

function planApplied(
  { plan, granted, revoked, unchanged, guard }: RolePlan,
  { actor, at, source, allowed }: Omit<Application, 'id'>,
): AuditEvent {
  const details = {
    plan,
    granted: granted.length,
    revoked: revoked.length,
    unchanged,
    people_losing: guard.removals,
    ...(allowed > 0 && { allowed_removals: allowed }),
  };
  return { type: AUDIT_TYPE[source.kind], at, actor, details };
}

function eventsOf(
  { plan, granted, revoked }: RoleChange,
  { actor, at }: Pick<Application, 'actor' | 'at'>,
): AuditEvent[] {
  const named = (event: AuditEvent, facts: AuditEvent['details'] = {}) => ({
    ...event,
    details: { ...event.details, ...facts, plan },
  });
  return [
    ...revoked.map(({ role, roleGrant, asked: { decision = null, reason = null } }) =>
      named(roleRevoked(role, roleGrant, { actor, at }), { decision, reason }),
    ),
    ...granted.flatMap((row) => {
      const { role, roleGrant, asked } = row;
      const given = roleGranted({ role, roleGrant, details: detailsOf(roleGrant, asked) }, { actor, at });
      return [named(given), ...editsOf(row).map((facts) => named({ ...given, type: 'role.edited' }, facts))];
    }),
  ];
}

/** What a role grant was before an edit: of the fields that differ, under `before_`. */
function editsOf({ roleGrant, asked, replaces }: PlannedRoleGrant): ErrorDetails[] {
  if (replaces === undefined) return [];
  const after = detailsOf(roleGrant, asked);
  const before = Object.entries(detailsOf(replaces.roleGrant, replaces.asked)).filter(
    ([name, value]) => name !== 'roleGrantId' && value !== after[name],
  );
  const facts = before.map(([name, value]) => [`before_${name}`, value] as const);
  return [{ replaces: replaces.roleGrant.id, ...Object.fromEntries(facts) }];
}
