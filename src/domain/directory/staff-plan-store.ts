import type { AppliedPlanStore } from './applied-plan-store.ts';
import type { StaffPlanRecord } from './staff-plan-record.ts';

/** Where a plan came from. */
export type PlanKind = 'import' | 'undo' | 'scim' | 'merge';

/** An applied plan, as officers find it again. */
export interface AppliedPlan {
  id: string;
  /** The plan's name, from `planDigest`; applied again after an undo it has the same one. */
  plan: string;
  kind: PlanKind;
  appliedAt: Date;
  /** Who applied it, in one word: `operator:an`. */
  appliedBy: string;
  joiners: number;
  movers: number;
  leavers: number;
  changed: number;
  /** Removals that nobody allowed: they count towards the guard of the plans that follow. */
  guardedRemovals: number;
  /** The applied plan that undid this one. */
  undoneBy: string | null;
}

/** Port of the applied plans. */
export type StaffPlanStore = AppliedPlanStore<AppliedPlan, StaffPlanRecord>;
