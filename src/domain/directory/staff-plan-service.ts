import { type Actor, type AuditType, actorLabel } from '../audit/audit-event.ts';
import { type Clock, dayOf, type Ids } from '../clock.ts';
import { DomainError, type ErrorDetails } from '../errors.ts';
import { type RoleEffects, roleEffects } from '../roles/role-effects.ts';
import type { Settings } from '../settings/settings.ts';
import type { Stores, Transact } from '../transact.ts';
import { closeAccount } from './close-account.ts';
import { closedAccounts } from './closed-accounts.ts';
import type { Directory } from './directory-store.ts';
import { orphanedMailboxes } from './mailbox.ts';
import { directoryAfter, isEmpty } from './staff-change.ts';
import type { StaffPlanOptions } from './staff-draft.ts';
import { planStaff, type StaffPlan } from './staff-plan.ts';
import { recordOf } from './staff-plan-record.ts';
import type { AppliedPlan, PlanKind } from './staff-plan-store.ts';
import type { StaffTable } from './staff-table.ts';
import { undoStaff } from './staff-undo.ts';

/** More than anybody scrolls through. */
const LISTED_PLANS = 100;

const AUDIT_TYPE: Record<PlanKind, AuditType> = { import: 'staff.imported', undo: 'staff.undone' };

interface Dependencies {
  stores: Pick<Stores, 'staffPlans'>;
  transact: Transact;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
}

/** A plan as an officer judges it. */
export interface StaffPreview extends StaffPlan {
  roles: RoleEffects;
  /** Addresses of mailboxes that many use and whose owner the plan takes away; somebody has to take them over. */
  orphans: string[];
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
}

/** Where a plan comes from: files, the way back from another plan, a protocol. */
export interface PlanSource {
  kind: PlanKind;
  /** Whoever is not named stays as they are. */
  isPartial: boolean;
  /** Runs inside the transaction that holds the directory's lock. */
  plan(directory: Directory, options: StaffPlanOptions, inside: Stores): StaffPlan | Promise<StaffPlan>;
  /** Facts of the source for the audit log. */
  facts?: ErrorDetails;
  /** What else belongs to the transaction once the plan is written. */
  applied?(inside: Stores, applied: AppliedPlan): Promise<void>;
}

export type StaffPlanService = ReturnType<typeof createStaffPlanService>;

/** Every change of many people: planned, judged by the guard, and applied as one transaction. */
export function createStaffPlanService({ stores, transact, clock, ids }: Dependencies) {
  const planOptions = async (
    inside: Stores,
    settings: Settings,
    { allowedRemovals }: ChangeOptions,
    partial: boolean,
  ): Promise<StaffPlanOptions> => {
    const now = clock.now();
    return {
      today: dayOf(now),
      now,
      partial,
      newId: ids.uuid,
      protectedIds: await inside.directory.listProtectedIds(),
      removalLimits: { people: settings['guard.people'], percent: settings['guard.percent'] },
      ...(allowedRemovals !== undefined && { allowRemovals: allowedRemovals }),
    };
  };

  /** A plan together with what it does beyond the directory. */
  async function preview(
    inside: Stores,
    directory: Directory,
    plan: StaffPlan,
    settings: Settings,
  ): Promise<StaffPreview> {
    const rules = {
      roles: await inside.roles.listRoles(),
      roleGrants: await inside.roles.listRoleGrants({}),
      handoverDays: settings['handover.days'],
    };
    const after = directoryAfter(directory, plan.change);
    return {
      ...plan,
      roles: roleEffects(directory, after, rules, clock.now()),
      orphans: orphanedMailboxes(directory, after),
    };
  }

  /** Writes a plan with all that follows from it; a plan that changes nothing leaves no trace. */
  async function apply(
    inside: Stores,
    directory: Directory,
    plan: StaffPlan,
    { source, actor }: { source: PlanSource; actor: Actor },
  ): Promise<void> {
    if (plan.guard.verdict === 'blocked') throw new DomainError('removal_guard', { ...plan.guard });
    if (isEmpty(plan.change)) return;
    const now = clock.now();
    await inside.directory.apply(plan.change);
    for (const personId of closedAccounts(directory, plan.change, dayOf(now))) {
      await closeAccount(inside, personId, actor, now);
    }
    const applied: AppliedPlan = {
      id: ids.uuid(),
      plan: plan.plan,
      kind: source.kind,
      appliedAt: now,
      appliedBy: actorLabel(actor),
      ...countsOf(plan),
      undoneBy: null,
    };
    await inside.staffPlans.add(applied, recordOf(directory, plan.change));
    await source.applied?.(inside, applied);
    const details = { ...source.facts, plan: plan.plan, ...countsOf(plan), unchanged: plan.unchanged };
    await inside.audit.append({ type: AUDIT_TYPE[source.kind], at: now, actor, details });
  }

  /**
   * Plans a change from any source and, unless it is a dry run, applies it as one transaction. People who may not
   * sign in afterwards lose their sessions in it. A plan with refusals is returned, not applied.
   * @throws removal_guard, plan_stale, and what the source throws; the plan itself tells a dry run the first
   */
  function change(source: PlanSource, options: ChangeOptions, actor: Actor): Promise<StaffPreview> {
    return transact(async (inside) => {
      await inside.directory.lock();
      const directory = await inside.directory.load();
      const settings = await inside.settings.load();
      const limits = await planOptions(inside, settings, options, source.isPartial);
      const plan = await preview(inside, directory, await source.plan(directory, limits, inside), settings);
      if (options.isDryRun || plan.refused.length > 0) return plan;
      if (options.expectedPlan !== undefined && options.expectedPlan !== plan.plan) {
        throw new DomainError('plan_stale', { plan: plan.plan });
      }
      await apply(inside, directory, plan, { source, actor });
      return plan;
    });
  }

  return {
    change,

    /**
     * Plans an import of HR files and, unless it is a dry run, applies it.
     * @throws staff_file_unknown_kind, removal_guard, plan_stale; the plan itself tells refused rows
     */
    importStaff: (tables: StaffTable[], { isPartial, ...options }: ImportOptions, actor: Actor) =>
      change(
        { kind: 'import', isPartial, plan: (directory, limits) => planStaff(directory, tables, limits) },
        options,
        actor,
      ),

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

function wayBackFrom(name: string): PlanSource {
  let undone = '';
  return {
    kind: 'undo',
    isPartial: true,
    async plan(directory, options, { staffPlans }) {
      const found = await staffPlans.find(name);
      if (found === undefined) throw new DomainError('plan_not_found', { plan: name });
      if (found.applied.undoneBy !== null) throw new DomainError('plan_undone', { plan: name });
      undone = found.applied.id;
      return undoStaff(directory, name, found.record, options);
    },
    async applied({ staffPlans }, { id }) {
      if (!(await staffPlans.markUndone(undone, id))) throw new DomainError('plan_undone', { plan: name });
    },
  };
}

function countsOf({ joiners, movers, leavers, changed }: StaffPlan) {
  return {
    joiners: joiners.length,
    movers: movers.length,
    leavers: leavers.length,
    changed: changed.length,
  };
}
