/** Where a plan of role grants came from. */
export type RolePlanKind = 'import' | 'undo';

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
export interface RolePlanStore {
  add(applied: AppliedRolePlan, record: RolePlanRecord): Promise<void>;
  /** The newest first. */
  list(limit: number): Promise<AppliedRolePlan[]>;
  /** The newest one with this name. */
  find(plan: string): Promise<{ applied: AppliedRolePlan; record: RolePlanRecord } | undefined>;
  /** The sum of `guardedRemovals` of the plans applied after an instant and not undone. */
  guardedRemovalsSince(after: Date): Promise<number>;
  /** Notes by a conditional statement which plan undid it; false when one did before. */
  markUndone(id: string, undoneBy: string): Promise<boolean>;
}
