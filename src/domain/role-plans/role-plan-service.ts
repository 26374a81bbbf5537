import type { Actor } from '../audit/audit-event.ts';
import type { Clock, Ids } from '../clock.ts';
import { GUARD_WINDOW_MS, type GuardContext } from '../directory/staff-guard.ts';
import type { ChangeOptions } from '../directory/staff-plan-service.ts';
import type { StaffTable } from '../directory/staff-table.ts';
import { DomainError } from '../errors.ts';
import type { Stores, Transact } from '../transact.ts';
import { applyRolePlan } from './apply-role-plan.ts';
import { readsInMemory } from './reads-in-memory.ts';
import { concludeRolePlan, type RolePlan } from './role-plan.ts';
import { refuseWithoutAuthority } from './role-plan-authority.ts';
import { loadRolePlanFacts } from './role-plan-facts.ts';
import { type RolePlanSource, roleFilesSource, roleUndoSource } from './role-plan-source.ts';

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
  /**
   * Plans a change and, unless it is a dry run, applies it. A plan with refusals is returned, not applied.
   * @throws removal_guard, plan_stale, and what the source throws; the plan itself tells a dry run the first
   */
  async function change(
    open: (inside: Stores) => RolePlanSource | Promise<RolePlanSource>,
    { isDryRun, expectedPlan, allowedRemovals: allowed = 0 }: ChangeOptions,
    actor: Actor,
  ): Promise<RolePlan> {
    // Outside a transaction: nobody waits for an officer who looks.
    if (isDryRun) return planOf(stores, await open(stores), { actor, at: clock.now(), allowed });
    return transact(async (inside) => {
      // Whoever gives roles waits; of two that apply the same plan, the second finds it done.
      await inside.separations.lock();
      const source = await open(inside);
      const at = clock.now();
      const plan = await planOf(inside, source, { actor, at, allowed });
      if (plan.refused.length > 0) return plan;
      if (expectedPlan !== undefined && expectedPlan !== plan.plan)
        throw new DomainError('plan_stale', { plan: plan.plan });
      await applyRolePlan(inside, plan, { id: ids.uuid(), actor, at, source, allowed });
      return plan;
    });
  }

  async function planOf(
    inside: Stores,
    source: RolePlanSource,
    { actor, at, allowed }: { actor: Actor; at: Date; allowed: number },
  ): Promise<RolePlan> {
    const facts = await loadRolePlanFacts(inside, source.touched, at);
    const reads = readsInMemory(inside, facts);
    const draft = await source.draft({ facts, reads, actor, newId: ids.uuid });
    const refused = await refuseWithoutAuthority(reads, { actor, at }, draft);
    const whole = { ...draft, refused: [...draft.refused, ...refused] };
    return concludeRolePlan(facts, whole, await guardContext(inside, at, allowed));
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
    ) => change(() => roleFilesSource(tables, decision), options, actor),

    /**
     * Plans the way back from an applied plan and, unless it is a dry run, applies it in the same way.
     * @param name the plan's name, as `importRoles` gave it
     * @throws plan_not_found, plan_undone, removal_guard
     */
    undo: (name: string, options: ChangeOptions, actor: Actor) =>
      change(({ rolePlans }) => roleUndoSource(rolePlans, name), options, actor),

    /** The plans that were applied, the newest first. */
    list: () => stores.rolePlans.list(LISTED_PLANS),
  };
}

/** The guard of the HR import: people who lose a role count as people who leave do there. */
async function guardContext(inside: Stores, at: Date, allowed: number): Promise<GuardContext> {
  const settings = await inside.settings.load();
  return {
    limits: { people: settings['guard.people'], percent: settings['guard.percent'] },
    allowed,
    recent: await inside.rolePlans.guardedRemovalsSince(new Date(at.getTime() - GUARD_WINDOW_MS)),
  };
}
