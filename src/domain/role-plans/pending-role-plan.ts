import type { WaitingPlan } from '../directory/pending-plan.ts';
import type { WaitingPlanStore } from '../directory/pending-plan-store.ts';
import type { StaffTable } from '../directory/staff-table.ts';
import type { RoleStore } from '../roles/role-store.ts';
import { type RoleGrantEdit, roleEditSource } from './edit-role-grant.ts';
import { type RolePlanSource, roleFilesSource, roleUndoSource } from './role-plan-source.ts';
import type { RolePlanStore } from './role-plan-store.ts';

/** What makes a plan of role grants, and makes it again once somebody approves. */
export type RolePlanInput =
  | { kind: 'import'; tables: readonly StaffTable[]; decision?: string | undefined }
  /** A change of one role grant. */
  | { kind: 'edit'; roleGrant: string; edit: RoleGrantEdit }
  /** The way back from an applied plan, by its name. */
  | { kind: 'undo'; plan: string };

/** A plan of role grants that waits for a second person, or what became of it. */
export interface PendingRolePlan extends WaitingPlan<RolePlanInput['kind']> {
  /** How many role grants. */
  granted: number;
  revoked: number;
}

/** Port of the plans of role grants that wait. */
export type PendingRolePlanStore = WaitingPlanStore<PendingRolePlan, { input: RolePlanInput }>;

/** @throws staff_file_unknown_kind, role_grant_not_found, plan_not_found, plan_undone */
export async function roleSourceOf(
  input: RolePlanInput,
  { rolePlans, roles }: { rolePlans: RolePlanStore; roles: Pick<RoleStore, 'findRoleGrant'> },
): Promise<RolePlanSource> {
  switch (input.kind) {
    case 'import':
      return roleFilesSource(input.tables, input.decision);
    case 'edit':
      return roleEditSource(roles, input.roleGrant, input.edit);
    case 'undo':
      return roleUndoSource(rolePlans, input.plan);
  }
}
