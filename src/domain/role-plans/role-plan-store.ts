import type { AppliedPlanStore } from '../directory/applied-plan-store.ts';

/** Where a plan of role grants came from. */
export type RolePlanKind = 'import' | 'edit' | 'undo';

/** An applied plan, as officers find it again. */
export interface AppliedRolePlan {
  id: string;
  /** The plan's name; applied again after an undo it may have the same one. */
  plan: string;
  kind: RolePlanKind;
  appliedAt: Date;
  /** Who applied it, in one word: `operator:an`. */
  appliedBy: string;
  /** How many role grants. */
  granted: number;
  revoked: number;
  /** People who lost a role, when nobody allowed it: they count towards the guard of the plans that follow. */
  guardedRemovals: number;
  /** The applied plan that undid this one. */
  undoneBy: string | null;
}

/** A role grant that a plan wrote; the row itself says the rest, because it is never edited. */
export interface RecordedRoleGrant {
  id: string;
  roleId: string;
}

export interface RolePlanRecord {
  granted: RecordedRoleGrant[];
  revoked: RecordedRoleGrant[];
}

/** Port of the applied plans. */
export type RolePlanStore = AppliedPlanStore<AppliedRolePlan, RolePlanRecord>;
