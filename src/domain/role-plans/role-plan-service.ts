import type { Actor } from '../audit/audit-event.ts';
import type { Clock, Ids } from '../clock.ts';
import type { ReadableExtent } from '../directory/readable-extent.ts';
import type { ChangeOptions } from '../directory/staff-plan-service.ts';
import type { StaffTable } from '../directory/staff-table.ts';
import { DomainError } from '../errors.ts';
import type { RoleGrant } from '../roles/role-grant.ts';
import type { Stores, Transact } from '../transact.ts';
import { applyRolePlan } from './apply-role-plan.ts';
import type { RoleGrantEdit } from './edit-role-grant.ts';
import { type RolePlanInput, roleSourceOf } from './pending-role-plan.ts';
import type { RolePlan } from './role-plan.ts';
import type { RolePlanSource } from './role-plan-source.ts';
import { makeRolePlan, type RolePlanning } from './role-planning.ts';

/** More than anybody scrolls through. */
const LISTED_PLANS = 100;

interface Dependencies {
  stores: Stores;
  transact: Transact;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
}

export type RolePlanService = ReturnType<typeof createRolePlanService>;

/** Bulk changes of role grants: planned, judged by the guard, and applied as one transaction. */
export function createRolePlanService({ stores, transact, clock, ids }: Dependencies) {
  const planOf = async (inside: Stores, source: RolePlanSource, planning: RolePlanning) =>
    (await makeRolePlan(inside, source, planning, ids)).plan;

  /**
   * Plans a change and, unless it is a dry run, applies it. A plan with refusals is returned, not applied.
   * @throws removal_guard, plan_stale, and what the source throws; the plan itself tells a dry run the first
   */
  async function change(
    input: RolePlanInput,
    { isDryRun, expectedPlan, allowedRemovals: allowed = 0 }: ChangeOptions,
    actor: Actor,
  ): Promise<RolePlan> {
    // Outside a transaction: nobody waits for an officer who looks.
    if (isDryRun)
      return planOf(stores, await roleSourceOf(input, stores), { actor, at: clock.now(), allowed });
    return transact(async (inside) => {
      // Whoever gives roles waits; of two that apply the same plan, the second finds it done.
      await inside.separations.lock();
      const source = await roleSourceOf(input, inside);
      const at = clock.now();
      const plan = await planOf(inside, source, { actor, at, allowed });
      if (plan.refused.length > 0) return plan;
      if (expectedPlan !== undefined && expectedPlan !== plan.plan)
        throw new DomainError('plan_stale', { plan: plan.plan });
      await applyRolePlan(inside, plan, { id: ids.uuid(), actor, at, source, allowed });
      return plan;
    });
  }

  return {
    /**
     * Plans files of role grants and, unless it is a dry run, applies the plan.
     * @throws staff_file_unknown_kind, removal_guard, plan_stale; the plan itself tells refused rows
     */
    importRoles: (
      tables: readonly StaffTable[],
      { decision, ...options }: ChangeOptions & { decision?: string | undefined },
      actor: Actor,
    ) => change({ kind: 'import', tables, decision }, options, actor),

    /**
     * Plans another rule, extent, period or decision of a role grant that stands and, unless it is a dry run, applies it.
     * @throws role_grant_not_found, period_invalid, role_grant_invalid, unit_not_found, position_not_found,
     *   removal_guard, plan_stale; the plan itself tells who may not
     */
    edit: (roleGrant: string, edit: RoleGrantEdit, options: ChangeOptions, actor: Actor) =>
      change({ kind: 'edit', roleGrant, edit }, options, actor),

    /**
     * Plans the way back from an applied plan and, unless it is a dry run, applies it in the same way.
     * @param name the plan's name, as `importRoles` gave it
     * @throws plan_not_found, plan_undone, removal_guard
     */
    undo: (name: string, options: ChangeOptions, actor: Actor) =>
      change({ kind: 'undo', plan: name }, options, actor),

    /**
     * What stands in the place of a role grant that an edit, or its undoing, revoked.
     * @returns its id; undefined when nothing took its place
     */
    async replacementOf({
      id,
      roleId,
      revokedAt,
    }: Pick<RoleGrant, 'id' | 'roleId' | 'revokedAt'>): Promise<string | undefined> {
      const applied = (await stores.rolePlans.list(LISTED_PLANS)).find(
        (each) => each.kind !== 'import' && each.appliedAt.getTime() === revokedAt?.getTime(),
      );
      const { record } = (applied && (await stores.rolePlans.find(applied.plan))) ?? {};
      if (record === undefined || !record.revoked.some((each) => each.id === id)) return undefined;
      return record.granted.find((each) => each.roleId === roleId)?.id;
    },

    /** The plans that were applied, the newest first; within bounds the reader’s own. */
    list: (extent: ReadableExtent = 'whole') =>
      stores.rolePlans.list(LISTED_PLANS, extent === 'whole' ? undefined : `person:${extent.personId}`),
  };
}
