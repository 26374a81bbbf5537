import type { Actor } from '../audit/audit-event.ts';
import type { Clock, Ids } from '../clock.ts';
import { DomainError } from '../errors.ts';
import { type MergeUnits, mergeSource } from '../role-plans/merge-source.ts';
import type { Stores, Transact } from '../transact.ts';
import { filesSource, type PlanSource, wayBackFrom } from './staff-plan-source.ts';
import { createStaffPlanning, type StaffPreview } from './staff-planning.ts';
import type { StaffTable } from './staff-table.ts';

export type { PlanSource } from './staff-plan-source.ts';
export type { StaffPreview } from './staff-planning.ts';

/** More than anybody scrolls through. */
const LISTED_PLANS = 100;

interface Dependencies {
  stores: Pick<Stores, 'staffPlans'>;
  transact: Transact;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
}

export interface ChangeOptions {
  isDryRun: boolean;
  /** Apply only if the plan is still this one. */
  expectedPlan?: string | undefined;
  /** More removals than the guard lets pass. */
  allowedRemovals?: number | undefined;
}

export interface ImportOptions extends ChangeOptions {
  isPartial: boolean;
  /** Nobody gets a letter by which to open an account. */
  withoutActivation?: boolean | undefined;
}

export type StaffPlanService = ReturnType<typeof createStaffPlanService>;

/** Every change of many people: planned, judged by the guard, and applied as one transaction. */
export function createStaffPlanService({ stores, transact, clock, ids }: Dependencies) {
  const planning = createStaffPlanning({ clock, ids });

  /**
   * Plans a change from any source and, unless it is a dry run, applies it as one transaction. People who may not
   * sign in afterwards lose their sessions in it. A plan with refusals is returned, not applied.
   * @throws removal_guard, plan_stale, and what the source throws; the plan itself tells a dry run the first
   */
  function change(
    source: PlanSource,
    { isDryRun, expectedPlan, allowedRemovals }: ChangeOptions,
    actor: Actor,
  ): Promise<StaffPreview> {
    return transact(async (inside) => {
      const directory = await planning.load(inside, source);
      const plan = await planning.plan(inside, directory, source, { allowedRemovals });
      const preview = await planning.preview(inside, directory, plan);
      if (isDryRun || plan.refused.length > 0) return preview;
      if (expectedPlan !== undefined && expectedPlan !== plan.plan) {
        throw new DomainError('plan_stale', { plan: plan.plan });
      }
      await planning.apply(inside, directory, plan, {
        source,
        actor,
        allowedRemovals: allowedRemovals ?? 0,
      });
      return preview;
    });
  }

  return {
    change,

    /**
     * Plans an import of HR files and, unless it is a dry run, applies it.
     * @throws staff_file_unknown_kind, removal_guard, plan_stale; the plan itself tells refused rows
     */
    importStaff: (
      tables: StaffTable[],
      { isPartial, withoutActivation, ...options }: ImportOptions,
      actor: Actor,
    ) => change(filesSource(tables, isPartial, withoutActivation), options, actor),

    /**
     * Plans a merger of units, with the role grants that name them, and, unless it is a dry run, applies it.
     * @throws unit_not_found, removal_guard, plan_stale; the plan itself tells why it cannot be
     */
    mergeUnits: (merger: MergeUnits, options: ChangeOptions, actor: Actor) =>
      change(mergeSource(merger, actor), options, actor),

    /**
     * Plans the way back from an applied plan and, unless it is a dry run, applies it in the same way.
     * @param name the plan's name, as `importStaff` gave it
     * @throws plan_not_found, plan_undone, removal_guard
     */
    undo: (name: string, options: ChangeOptions, actor: Actor) => change(wayBackFrom(name), options, actor),

    /** The plans that were applied, the newest first. */
    list: () => stores.staffPlans.list(LISTED_PLANS),
  };
}
