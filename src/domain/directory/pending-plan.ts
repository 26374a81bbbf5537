import { type Actor, actorLabel } from '../audit/audit-event.ts';
import { DomainError } from '../errors.ts';
import { type MergeUnits, mergeSource } from '../role-plans/merge-source.ts';
import type { RolePlanInput } from '../role-plans/pending-role-plan.ts';
import type { RemovalGuard } from './staff-guard.ts';
import { filesSource, type PlanSource, wayBackFrom } from './staff-plan-source.ts';
import type { StaffTable } from './staff-table.ts';

/** Open plans at a time; each may hold a whole HR file. */
export const PENDING_PLANS_MAX = 20;
/** Characters of one plan's input: two full snapshots of 100,000 people. */
export const PENDING_INPUT_MAX = 50_000_000;
/** How long a plan waits for a decision. */
export const PENDING_MS = 7 * 24 * 60 * 60 * 1000;

/** What makes a plan again, kept until the plan is decided. A new kind of source is a new member. */
export type PendingInput =
  | { kind: 'import'; tables: StaffTable[]; isPartial: boolean; withoutActivation?: boolean }
  | ({ kind: 'merge' } & MergeUnits)
  /** The way back from an applied plan, by its name. */
  | { kind: 'undo'; plan: string };

/**
 * `stale`: the directory had moved on when it was to be applied. `expired`: nobody decided in time. Only `pending`
 * ever changes.
 */
export type PendingState = 'pending' | 'applied' | 'rejected' | 'stale' | 'expired';

/** A plan that waits to be applied, or what became of it, whatever it changes. */
export interface WaitingPlan<Kind extends string = string> {
  id: string;
  /** The plan's name, a digest of what it does; whoever approves names by it exactly what is approved. */
  plan: string;
  kind: Kind;
  state: PendingState;
  submittedAt: Date;
  /** In one word: `operator:an`. */
  submittedBy: string;
  decidedAt: Date | null;
  decidedBy: string | null;
  expiresAt: Date;
  /** As it was when the plan was submitted. */
  guard: RemovalGuard;
}

/** A plan of the directory that waits. */
export interface PendingPlan extends WaitingPlan<PendingInput['kind']> {
  joiners: number;
  movers: number;
  leavers: number;
  changed: number;
}

/** @param actor who asks for it */
export function sourceOf(input: PendingInput, actor: Actor): PlanSource {
  switch (input.kind) {
    case 'import':
      return filesSource(input.tables, input.isPartial, input.withoutActivation);
    case 'merge':
      return mergeSource(input, actor);
    case 'undo':
      return wayBackFrom(input.plan);
  }
}

/** @throws plan_too_large {characters, limit} */
export function checkSize(input: PendingInput | RolePlanInput): void {
  const tables = 'tables' in input ? input.tables : [];
  let characters = 0;
  for (const { header, rows } of tables) {
    for (const cell of header) characters += cell.length;
    for (const { cells, entry = '' } of rows) for (const text of [entry, ...cells]) characters += text.length;
  }
  if (characters > PENDING_INPUT_MAX)
    throw new DomainError('plan_too_large', { characters, limit: PENDING_INPUT_MAX });
}

/** The state at a moment: the sweep that notes an expiry comes later. */
export function stateAt({ state, expiresAt }: WaitingPlan, now: Date): PendingState {
  return state === 'pending' && expiresAt <= now ? 'expired' : state;
}

/**
 * Four eyes: somebody else than the submitter, and somebody who can look. What a machine submitted needs one
 * officer. Actors are compared as they are recorded, so one human with both a console account and the operating
 * system's account of an officer has two names; whoever hands out the latter must know.
 * @throws approver_not_person, approval_self
 */
export function checkApprover({ plan, submittedBy }: WaitingPlan, approver: Actor): void {
  if (approver.kind !== 'person' && approver.kind !== 'operator')
    throw new DomainError('approver_not_person', { plan });
  if (actorLabel(approver) === submittedBy) throw new DomainError('approval_self', { plan });
}
