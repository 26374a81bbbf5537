import type { StaffPlanRecord } from './staff-plan-record.ts';

/** Where a plan came from. */
export type PlanKind = 'import' | 'undo' | 'scim';

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
export interface StaffPlanStore {
  add(applied: AppliedPlan, record: StaffPlanRecord): Promise<void>;
  /** The newest first. */
  list(limit: number): Promise<AppliedPlan[]>;
  /** The newest one with this name. */
  find(plan: string): Promise<{ applied: AppliedPlan; record: StaffPlanRecord } | undefined>;
  /** The sum of `guardedRemovals` of the plans applied after an instant and not undone. */
  guardedRemovalsSince(after: Date): Promise<number>;
  /** Notes by a conditional statement which plan undid it; false when one did before. */
  markUndone(id: string, undoneBy: string): Promise<boolean>;
}
