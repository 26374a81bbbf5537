import { type Actor, type AuditType, actorLabel } from '../audit/audit-event.ts';
import { type Clock, type Day, dayOf, type Ids } from '../clock.ts';
import { DomainError } from '../errors.ts';
import { writeRoleGrants } from '../role-plans/apply-role-plan.ts';
import { rulesAfter } from '../role-plans/role-plan.ts';
import { loadRoleRules } from '../roles/check-separation.ts';
import { type RoleEffects, roleEffects } from '../roles/role-effects.ts';
import { type ListedViolation, listedViolations } from '../roles/separation-report.ts';
import type { Stores } from '../transact.ts';
import { closeAccount } from './close-account.ts';
import { closedAccounts } from './closed-accounts.ts';
import type { Directory } from './directory-store.ts';
import { orphanedMailboxes } from './mailbox.ts';
import { directoryAfter, isEmpty, joinersIn, readdressedIn } from './staff-change.ts';
import { GUARD_WINDOW_MS } from './staff-guard.ts';
import type { StaffPlan } from './staff-plan.ts';
import { recordOf } from './staff-plan-record.ts';
import type { PlanSource } from './staff-plan-source.ts';
import type { AppliedPlan, PlanKind } from './staff-plan-store.ts';
import { recordViolations, violationsBetween } from './staff-separation.ts';

const AUDIT_TYPE: Record<PlanKind, AuditType> = {
  import: 'staff.imported',
  undo: 'staff.undone',
  scim: 'staff.provisioned',
  merge: 'units.merged',
};

/** A plan as an officer judges it. */
export interface StaffPreview extends StaffPlan {
  roles: RoleEffects;
  /** Who comes to hold by the plan what one person must not hold together, now or later. */
  separation: ListedViolation[];
  /** Addresses of mailboxes that many use and whose owner the plan takes away; somebody has to take them over. */
  orphans: string[];
}

/** How one plan is made. */
export interface PlanningOptions {
  /** Removals allowed although the guard would stop them. */
  allowedRemovals?: number | undefined;
  /** The day on which the plan stands; today when absent. */
  day?: Day | undefined;
}

/** Who applies a plan, and what else belongs to it. */
export interface Application {
  source: PlanSource;
  actor: Actor;
  /** Removals that somebody allowed; a plan with no more of them does not count towards the guard of later ones. */
  allowedRemovals: number;
}

export type StaffPlanning = ReturnType<typeof createStaffPlanning>;

/** The steps of making and applying a plan, each inside the caller's transaction. */
export function createStaffPlanning({ clock, ids }: { clock: Clock; ids: Pick<Ids, 'uuid'> }) {
  return {
    /** What a source is planned against; nobody else changes it until the transaction ends. */
    async load(inside: Stores, source?: Pick<PlanSource, 'part'>): Promise<Directory> {
      await inside.directory.lock();
      return source?.part?.(inside) ?? inside.directory.load();
    },

    /** What a source would do to the directory, as the guard sees it now. @throws what the source throws */
    async plan(
      inside: Stores,
      directory: Directory,
      source: PlanSource,
      { allowedRemovals, day }: PlanningOptions,
    ): Promise<StaffPlan> {
      const now = clock.now();
      const settings = await inside.settings.load();
      const options = {
        today: day ?? dayOf(now),
        now,
        partial: source.isPartial,
        newId: ids.uuid,
        protectedIds: await inside.directory.listProtectedIds(),
        removalLimits: { people: settings['guard.people'], percent: settings['guard.percent'] },
        recentRemovals: await inside.staffPlans.guardedRemovalsSince(
          new Date(now.getTime() - GUARD_WINDOW_MS),
        ),
        ...(allowedRemovals !== undefined && { allowRemovals: allowedRemovals }),
        ...(source.part !== undefined && { staffCount: await inside.directory.countActive() }),
      };
      return source.plan(directory, options, inside);
    },

    /** A plan together with what it does beyond the directory. */
    async preview(inside: Stores, directory: Directory, plan: StaffPlan): Promise<StaffPreview> {
      const rules = await loadRoleRules(inside);
      const after = directoryAfter(directory, plan.change);
      const now = clock.now();
      const rulesThen = plan.roleChange && rulesAfter(rules, plan.roleChange, now);
      const violations = await violationsBetween(inside, directory, after, now, rulesThen);
      return {
        ...plan,
        roles: roleEffects(directory, after, rules, plan.roleChange?.at ?? now, rulesThen),
        separation: listedViolations(violations, after.people),
        orphans: orphanedMailboxes(directory, after),
      };
    },

    /**
     * Writes a plan with all that follows from it; a plan that changes nothing leaves no trace.
     * @throws removal_guard, and what the source throws
     */
    async apply(
      inside: Stores,
      directory: Directory,
      plan: StaffPlan,
      { source, actor, allowedRemovals }: Application,
    ): Promise<void> {
      const { guard } = plan;
      const isAllowed = guard.removals <= allowedRemovals;
      if (guard.verdict === 'blocked' && !isAllowed) throw new DomainError('removal_guard', { ...guard });
      if (isEmpty(plan.change)) return;
      const now = clock.now();
      await inside.directory.apply(plan.change);
      const isByMail = (await inside.settings.load())['activation.by_mail'] === 1;
      if (isByMail && !source.withoutActivation)
        await inside.activations.request(joinersIn(directory, plan.change), now);
      await inside.activations.forgetSent(readdressedIn(directory, plan.change));
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
        guardedRemovals: isAllowed ? 0 : guard.removals,
        undoneBy: null,
      };
      const written = plan.roleChange && (await writeRoleChange(inside, plan, { actor, at: now }));
      const record = recordOf(directory, plan.change);
      await inside.staffPlans.add(applied, { ...record, ...(written && { roleGrants: written.record }) });
      await source.applied?.(inside, applied);
      const details = {
        ...source.facts,
        plan: plan.plan,
        ...countsOf(plan),
        unchanged: plan.unchanged,
        ...(allowedRemovals > 0 && { allowed_removals: allowedRemovals }),
      };
      const personId = source.subject?.();
      await inside.audit.append({ type: AUDIT_TYPE[source.kind], at: now, actor, personId, details });
      await inside.audit.appendAll(written?.events ?? []);
      const after = directoryAfter(directory, plan.change);
      const violations = await violationsBetween(inside, directory, after, now);
      await recordViolations(inside, violations, { plan: plan.plan, actor, at: now });
    },
  };
}

/** How many people a plan lists under what. */
export function countsOf({
  joiners,
  movers,
  leavers,
  changed,
}: Pick<StaffPlan, 'joiners' | 'movers' | 'leavers' | 'changed'>) {
  return {
    joiners: joiners.length,
    movers: movers.length,
    leavers: leavers.length,
    changed: changed.length,
  };
}

/** Role grants that a plan of the directory carries with it are given by whoever applies it, at that moment. */
function writeRoleChange(
  inside: Stores,
  { plan, roleChange }: StaffPlan,
  { actor, at }: { actor: Actor; at: Date },
): ReturnType<typeof writeRoleGrants> {
  const granted = (roleChange?.granted ?? []).map((row) => {
    const roleGrant = { ...row.roleGrant, createdAt: at, grantedBy: actorLabel(actor), revokedAt: null };
    return { ...row, roleGrant };
  });
  return writeRoleGrants(inside, { plan, granted, revoked: roleChange?.revoked ?? [] }, { actor, at });
}
