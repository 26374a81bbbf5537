import { type Actor, actorOf } from '../audit/audit-event.ts';
import { type Clock, dayOf, type Ids } from '../clock.ts';
import { DomainError } from '../errors.ts';
import type { Stores, Transact } from '../transact.ts';
import type { Directory } from './directory-store.ts';
import { checkApprover, checkSize, type PendingInput, type PendingPlan, sourceOf } from './pending-plan.ts';
import { createPendingSteps, type PendingKind } from './pending-plan-steps.ts';
import type { PendingContent } from './pending-plan-store.ts';
import { isEmpty } from './staff-change.ts';
import type { StaffPlan } from './staff-plan.ts';
import { type PlanReport, reportOf } from './staff-plan-report.ts';
import type { PlanSource } from './staff-plan-source.ts';
import { countsOf, createStaffPlanning, type StaffPreview } from './staff-planning.ts';

/** Entries of each list that an approver is shown; the counts tell the rest. */
const REPORTED = 1000;

interface Dependencies {
  stores: Stores;
  transact: Transact;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
}

/** What became of a plan to submit: kept, unless rows were refused or nothing changes. */
export interface Submission {
  pending: PendingPlan | undefined;
  preview: StaffPreview;
}

export type PendingPlanService = ReturnType<typeof createPendingPlanService>;

/** Plans that are kept for later: applied exactly as submitted, the large ones after a second person approved. */
export function createPendingPlanService({ stores, transact, clock, ids }: Dependencies) {
  const planning = createStaffPlanning({ clock, ids });

  const steps = createPendingSteps(KIND, { clock, ids });

  /**
   * Makes a submitted plan again, as of the day it was submitted: only so is it the same plan on a later day. What
   * the guard and the protection of accounts say is judged as of today.
   */
  async function planAgain(
    inside: Stores,
    directory: Directory,
    source: PlanSource,
    { submittedAt }: PendingPlan,
  ): Promise<StaffPlan> {
    const [day, today] = [dayOf(submittedAt), dayOf(clock.now())];
    const submitted = await planning.plan(inside, directory, source, { day });
    if (day === today) return submitted;
    const { guard, refused } = await planning.plan(inside, directory, source, { day: today });
    return { ...submitted, guard, refused };
  }

  /** Applies a kept plan, if it is still this one; the transaction that finds it stale notes just that. */
  async function conclude(plan: string, actor: Actor, isApproval: boolean): Promise<PendingPlan> {
    const outcome = await transact(async (inside) => {
      const directory = await planning.load(inside);
      const pending = await steps.findOpen(inside, plan);
      if (isApproval) checkApprover(pending, actor);
      const source = sourceOf(await steps.inputOf(inside, pending), actorOf(pending.submittedBy) ?? actor);
      const again = await planAgain(inside, directory, source, pending);
      const { removals, recent, limit, verdict } = again.guard;
      const isSame = again.plan === plan && again.refused.length === 0;
      if (!isSame || removals > pending.guard.removals)
        return steps.decide(inside, pending, { state: 'stale', type: 'stale', actor });
      if (verdict === 'blocked' && !isApproval)
        throw new DomainError('approval_needed', { plan, removals, recent, limit });
      const type = isApproval ? 'approved' : undefined;
      const decided = await steps.decide(inside, pending, { state: 'applied', type, actor });
      const allowedRemovals = isApproval ? removals : 0;
      await planning.apply(inside, directory, again, { source, actor, allowedRemovals });
      return decided;
    });
    if (outcome.state === 'stale') throw new DomainError('plan_stale', { plan });
    return outcome;
  }

  return {
    /**
     * Plans a change and keeps it, with all that is needed to apply exactly it later.
     * @throws plan_too_large, too_many_pending, plan_already_pending, and what planning throws
     */
    async submit(input: PendingInput, actor: Actor): Promise<Submission> {
      checkSize(input);
      return transact(async (inside) => {
        // Its lock also makes submissions wait for each other, so that the count holds.
        const directory = await planning.load(inside);
        const plan = await planning.plan(inside, directory, sourceOf(input, actor), {});
        const preview = await planning.preview(inside, directory, plan);
        if (plan.refused.length > 0 || isEmpty(plan.change)) return { pending: undefined, preview };
        const facts = { plan: plan.plan, kind: input.kind, guard: plan.guard, ...countsOf(plan) };
        const content = { input, report: reportOf(preview, REPORTED) };
        const pending = await steps.keep(inside, facts, content, actor);
        return { pending, preview };
      });
    },

    /** Plans that wait for a decision, the newest first. */
    listPending: () => stores.pendingPlans.listOpen(clock.now()),

    /**
     * A plan that waits, or what became of one; the report goes with the decision.
     * @throws plan_not_found
     */
    async findPending(plan: string): Promise<{ pending: PendingPlan; report: PlanReport | undefined }> {
      const pending = await steps.find(stores, plan);
      const isOpen = pending.state === 'pending';
      return { pending, report: isOpen ? await stores.pendingPlans.findReport(pending.id) : undefined };
    },

    /**
     * A second person's approval: lets exactly this plan's removals pass the guard, and applies it.
     * @throws plan_not_found, plan_not_pending, approval_self, approver_not_person, plan_stale
     */
    approve: (plan: string, actor: Actor) => conclude(plan, actor, true),

    /**
     * Applies a plan that the guard lets pass.
     * @throws plan_not_found, plan_not_pending, approval_needed, plan_stale
     */
    applyPending: (plan: string, actor: Actor) => conclude(plan, actor, false),

    /** Ends a plan without applying it; its submitter may, too. @throws plan_not_found, plan_not_pending */
    reject: (plan: string, actor: Actor): Promise<PendingPlan> =>
      transact(async (inside) =>
        steps.decide(inside, await steps.findOpen(inside, plan), {
          state: 'rejected',
          type: 'rejected',
          actor,
        }),
      ),
  };
}

const KIND: PendingKind<PendingPlan, PendingContent> = {
  storeOf: ({ pendingPlans }) => pendingPlans,
  factsOf: ({ plan, kind, joiners, movers, leavers, changed, guard }) => {
    return { plan, kind, joiners, movers, leavers, changed, removals: guard.removals };
  },
  types: {
    submitted: 'plan.submitted',
    approved: 'plan.approved',
    rejected: 'plan.rejected',
    stale: 'plan.stale',
  },
};
