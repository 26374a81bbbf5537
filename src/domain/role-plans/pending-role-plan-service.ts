import { type Actor, actorLabel, actorOf } from '../audit/audit-event.ts';
import type { Clock, Ids } from '../clock.ts';
import { checkApprover, checkSize } from '../directory/pending-plan.ts';
import { createPendingSteps, type PendingKind } from '../directory/pending-plan-steps.ts';
import type { ReadableExtent } from '../directory/readable-extent.ts';
import { DomainError } from '../errors.ts';
import type { Stores, Transact } from '../transact.ts';
import { applyRolePlan } from './apply-role-plan.ts';
import { type PendingRolePlan, type RolePlanInput, roleSourceOf } from './pending-role-plan.ts';
import type { RolePlan } from './role-plan.ts';
import { refuseApproval, refuseRejection } from './role-plan-authority.ts';
import { makeRolePlan } from './role-planning.ts';

interface Dependencies {
  stores: Stores;
  transact: Transact;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
}

/** How a plan that waits may end. */
type Act = 'approve' | 'apply' | 'reject';

/** What became of a plan to submit: kept, unless rows were refused or nothing changes. */
export interface RoleSubmission {
  pending: PendingRolePlan | undefined;
  plan: RolePlan;
}

export type PendingRolePlanService = ReturnType<typeof createPendingRolePlanService>;

/**
 * Plans of role grants that wait for a second person. What is kept is what made the plan; it is made again by the rights
 * of whoever submitted it, as they are then, and counts only under the same name.
 */
export function createPendingRolePlanService({ stores, transact, clock, ids }: Dependencies) {
  const steps = createPendingSteps(KIND, { clock, ids });

  /** What was submitted, made again at this moment. Throws what the source throws. */
  async function again(inside: Stores, pending: PendingRolePlan, allowed = pending.guard.removals) {
    const source = await roleSourceOf(await steps.inputOf(inside, pending), inside);
    const { submittedAt: namedAt, submittedBy, guard } = pending;
    const actor = actorOf(submittedBy) ?? { kind: 'client', id: '' };
    const planning = { actor, at: clock.now(), allowed, namedAt };
    const made = await makeRolePlan(inside, source, planning, ids);
    const { plan, refused, guard: now } = made.plan;
    const isSame = plan === pending.plan && refused.length === 0 && now.removals <= guard.removals;
    return { source, ...made, isSame };
  }

  /** Ends a plan; the transaction that finds it stale notes just that. */
  async function conclude(name: string, actor: Actor, act: Act): Promise<PendingRolePlan> {
    const outcome = await transact(async (inside) => {
      // Whoever gives roles waits, and so do other decisions on the same plan.
      await inside.separations.lock();
      const pending = await steps.findOpen(inside, name);
      if (act === 'approve') checkApprover(pending, actor);
      if (act === 'apply' && pending.submittedBy !== actorLabel(actor))
        throw new DomainError('permission_denied');
      const allowed = act === 'apply' ? 0 : pending.guard.removals;
      const { source, plan, reads, isSame } = await again(inside, pending, allowed);
      if (!isSame) return steps.decide(inside, pending, { state: 'stale', type: 'stale', actor });
      const at = clock.now();
      if (act === 'reject') {
        await refuseRejection(reads, { actor, at }, plan, pending.submittedBy);
        return steps.decide(inside, pending, { state: 'rejected', type: 'rejected', actor });
      }
      if (act === 'approve') await refuseApproval(reads, { actor, at }, plan);
      else if (plan.guard.verdict === 'blocked')
        throw new DomainError('approval_needed', { ...plan.guard, plan: name });
      const type = act === 'approve' ? 'approved' : undefined;
      const decided = await steps.decide(inside, pending, { state: 'applied', type, actor });
      // Nothing of a file was held before somebody approved, whatever day was asked for.
      const startsNow = pending.kind === 'import' && ({ startsNow: true } as const);
      const given = { ...plan, granted: plan.granted.map((row) => ({ ...row, ...startsNow })) };
      const passed = act === 'approve' ? plan.guard.removals : 0;
      await applyRolePlan(inside, given, { id: ids.uuid(), actor, at, source, allowed: passed });
      return decided;
    });
    if (outcome.state === 'stale') throw new DomainError('plan_stale', { plan: name });
    return outcome;
  }

  return {
    /**
     * Plans a change and keeps it for a second person, with all that is needed to apply exactly it later.
     * @throws plan_too_large, too_many_pending, plan_already_pending, and what making the plan throws
     */
    async submit(input: RolePlanInput, actor: Actor): Promise<RoleSubmission> {
      checkSize(input);
      return transact(async (inside) => {
        await inside.separations.lock();
        const source = await roleSourceOf(input, inside);
        const planning = { actor, at: clock.now(), allowed: 0 };
        const { plan } = await makeRolePlan(inside, source, planning, ids);
        const [granted, revoked] = [plan.granted.length, plan.revoked.length];
        if (granted + revoked === 0) return { pending: undefined, plan };
        const facts = { plan: plan.plan, kind: input.kind, guard: plan.guard, granted, revoked };
        return { pending: await steps.keep(inside, facts, { input }, actor), plan };
      });
    },

    /** Plans that wait for a second person, the newest first; within bounds those the reader submitted. */
    async listPending(extent: ReadableExtent = 'whole'): Promise<PendingRolePlan[]> {
      const open = await stores.pendingRolePlans.listOpen(clock.now());
      return open.filter((pending) => isWithin(pending, extent));
    },

    /**
     * A plan that waits, or what became of one; with all it would do, while it is still the same.
     * @throws plan_not_found, also for one that is not the reader's to see
     */
    async findPending(
      name: string,
      extent: ReadableExtent = 'whole',
    ): Promise<{ pending: PendingRolePlan; plan: RolePlan | undefined }> {
      const pending = await steps.find(stores, name);
      if (!isWithin(pending, extent)) throw new DomainError('plan_not_found', { plan: name });
      if (pending.state !== 'pending') return { pending, plan: undefined };
      const found = await again(stores, pending).catch(refused);
      return { pending, plan: found?.isSame ? found.plan : undefined };
    },

    /**
     * A second person, who may change all of these role grants as well, applies exactly this plan; the people who lose a role by it
     * pass the guard. @throws plan_not_found, plan_not_pending, approval_self, approver_not_person, plan_stale, and
     * what `refusalOf` names
     */
    approve: (name: string, actor: Actor) => conclude(name, actor, 'approve'),

    /**
     * Who submitted a plan applies it after all, by the rights of this moment, where the guard lets it pass.
     * @throws plan_not_found, plan_not_pending, permission_denied for anybody else, approval_needed, plan_stale
     */
    apply: (name: string, actor: Actor) => conclude(name, actor, 'apply'),

    /**
     * Ends a plan without applying it: whoever submitted it may, and whoever could take its role grants away.
     * @throws plan_not_found, plan_not_pending, plan_stale, and what `refusalOf` names
     */
    reject: (name: string, actor: Actor) => conclude(name, actor, 'reject'),
  };
}

/** What somebody submitted is hers to see; the rest is for who reads the whole ministry. */
function isWithin({ submittedBy }: PendingRolePlan, extent: ReadableExtent): boolean {
  return extent === 'whole' || submittedBy === `person:${extent.personId}`;
}

/** What cannot be made again is not the same either. */
function refused(error: unknown): undefined {
  if (!(error instanceof DomainError)) throw error;
}

const KIND: PendingKind<PendingRolePlan, { input: RolePlanInput }> = {
  storeOf: ({ pendingRolePlans }) => pendingRolePlans,
  factsOf: ({ plan, kind, granted, revoked, guard }) => {
    return { plan, kind, granted, revoked, people_losing: guard.removals };
  },
  types: {
    submitted: 'role_plan.submitted',
    approved: 'role_plan.approved',
    rejected: 'role_plan.rejected',
    stale: 'role_plan.stale',
  },
};
