import { type Actor, type AuditType, actorLabel } from '../audit/audit-event.ts';
import type { Clock, Ids } from '../clock.ts';
import { DomainError, type ErrorDetails } from '../errors.ts';
import type { Stores } from '../transact.ts';
import { PENDING_MS, PENDING_PLANS_MAX, stateAt, type WaitingPlan } from './pending-plan.ts';
import type { Decision, WaitingPlanStore } from './pending-plan-store.ts';

/** How plans of one kind are kept and told of. */
export interface PendingKind<Pending extends WaitingPlan, Content extends { input: unknown }> {
  storeOf(inside: Stores): WaitingPlanStore<Pending, Content>;
  /** What the audit log keeps of a plan. */
  factsOf(pending: Pending): ErrorDetails;
  /** Of an applied one only when somebody approved it. */
  types: Record<'submitted' | 'approved' | 'rejected' | 'stale', AuditType>;
}

type AddedFacts = 'id' | 'state' | 'submittedAt' | 'submittedBy' | 'decidedAt' | 'decidedBy' | 'expiresAt';

/** The steps that plans take which wait, of whatever kind; each inside the caller's transaction and lock. */
export function createPendingSteps<Pending extends WaitingPlan, Content extends { input: unknown }>(
  { storeOf, factsOf, types }: PendingKind<Pending, Content>,
  { clock, ids }: { clock: Clock; ids: Pick<Ids, 'uuid'> },
) {
  return {
    /**
     * Keeps a plan, with its event; the caller's lock makes submissions wait for each other, so that the count holds.
     * @throws plan_already_pending, too_many_pending
     */
    async keep(
      inside: Stores,
      facts: Omit<Pending, AddedFacts>,
      content: Content,
      actor: Actor,
    ): Promise<Pending> {
      const now = clock.now();
      const open = await storeOf(inside).listOpen(now);
      if (open.some(({ plan }) => plan === facts.plan))
        throw new DomainError('plan_already_pending', { plan: facts.plan });
      if (open.length >= PENDING_PLANS_MAX)
        throw new DomainError('too_many_pending', { limit: PENDING_PLANS_MAX });
      const added: Pick<WaitingPlan, AddedFacts> = {
        id: ids.uuid(),
        state: 'pending',
        submittedAt: now,
        submittedBy: actorLabel(actor),
        decidedAt: null,
        decidedBy: null,
        expiresAt: new Date(now.getTime() + PENDING_MS),
      };
      const pending = { ...facts, ...added } as Pending;
      await storeOf(inside).add(pending, content);
      const details = { ...factsOf(pending), expires_at: pending.expiresAt.toISOString() };
      await inside.audit.append({ type: types.submitted, at: now, actor, details });
      return pending;
    },

    /** A plan by its name, in its state of now. @throws plan_not_found */
    async find(inside: Stores, plan: string): Promise<Pending> {
      const found = await storeOf(inside).find(plan);
      if (found === undefined) throw new DomainError('plan_not_found', { plan });
      return { ...found, state: stateAt(found, clock.now()) };
    },

    /** The open plan of a name. @throws plan_not_found, plan_not_pending {state} */
    async findOpen(inside: Stores, plan: string): Promise<Pending> {
      const found = await this.find(inside, plan);
      if (found.state !== 'pending') throw new DomainError('plan_not_pending', { plan, state: found.state });
      return found;
    },

    /** What makes an open plan again. @throws plan_not_pending when it is gone */
    async inputOf(inside: Stores, { id, plan }: Pending): Promise<Content['input']> {
      const input = await storeOf(inside).findInput(id);
      if (input === undefined) throw new DomainError('plan_not_pending', { plan });
      return input;
    },

    /** Ends a plan, with its event. @throws plan_not_pending when somebody else did first */
    async decide(
      inside: Stores,
      pending: Pending,
      {
        state,
        type,
        actor,
      }: { state: Decision['state']; type?: keyof typeof types | undefined; actor: Actor },
    ): Promise<Pending> {
      const decision = { state, decidedAt: clock.now(), decidedBy: actorLabel(actor) };
      if (!(await storeOf(inside).decide(pending.id, decision)))
        throw new DomainError('plan_not_pending', { plan: pending.plan });
      const details = { ...factsOf(pending), submitted_by: pending.submittedBy };
      if (type !== undefined)
        await inside.audit.append({ type: types[type], at: decision.decidedAt, actor, details });
      return { ...pending, ...decision };
    },
  };
}
