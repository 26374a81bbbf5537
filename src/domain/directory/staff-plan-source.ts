import { DomainError, type ErrorDetails } from '../errors.ts';
import { roleWayBack } from '../role-plans/undo-role-plan.ts';
import type { Stores } from '../transact.ts';
import type { Directory } from './directory-store.ts';
import type { StaffPlanOptions } from './staff-draft.ts';
import { planStaff, type StaffPlan } from './staff-plan.ts';
import type { AppliedPlan, PlanKind } from './staff-plan-store.ts';
import { digestWith } from './staff-role-change.ts';
import type { StaffTable } from './staff-table.ts';
import { undoStaff } from './staff-undo.ts';

/** Where a plan comes from: files, the way back from another plan, a protocol. */
export interface PlanSource {
  kind: PlanKind;
  /** Whoever is not named stays as they are. */
  isPartial: boolean;
  /** Nobody gets a letter by which to open an account: a first load, or accounts that move here. */
  withoutActivation?: boolean | undefined;
  /** Runs inside the transaction that holds the directory's lock. */
  plan(directory: Directory, options: StaffPlanOptions, inside: Stores): StaffPlan | Promise<StaffPlan>;
  /** What the plan can touch and must be compared with; the whole directory when absent. */
  part?(inside: Stores): Promise<Directory>;
  /** Facts of the source for the audit log. */
  facts?: ErrorDetails;
  /** The one person that the plan is about, if it is about one; asked after `plan`. */
  subject?(): string | undefined;
  /** What else belongs to the transaction once the plan is written. */
  applied?(inside: Stores, applied: AppliedPlan): Promise<void>;
}

/** HR files. */
export function filesSource(
  tables: StaffTable[],
  isPartial: boolean,
  withoutActivation?: boolean,
): PlanSource {
  return {
    kind: 'import',
    isPartial,
    withoutActivation,
    plan: (directory, options) => planStaff(directory, tables, options),
  };
}

/**
 * The way back from an applied plan; planning it throws plan_not_found or plan_undone.
 * @param name the plan's name
 */
export function wayBackFrom(name: string): PlanSource {
  let undone = '';
  return {
    kind: 'undo',
    isPartial: true,
    async plan(directory, options, inside) {
      const found = await inside.staffPlans.find(name);
      if (found === undefined) throw new DomainError('plan_not_found', { plan: name });
      if (found.applied.undoneBy !== null) throw new DomainError('plan_undone', { plan: name });
      undone = found.applied.id;
      const plan = undoStaff(directory, name, found.record, options);
      const { roleGrants } = found.record;
      if (roleGrants === undefined || plan.refused.length > 0) return plan;
      const roleChange = await roleWayBack(inside, name, roleGrants, options);
      return { ...plan, plan: digestWith(plan.plan, roleChange), roleChange };
    },
    async applied({ staffPlans }, { id }) {
      if (!(await staffPlans.markUndone(undone, id))) throw new DomainError('plan_undone', { plan: name });
    },
  };
}
