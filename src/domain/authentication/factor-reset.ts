import { type Actor, actorLabel } from '../audit/audit-event.ts';
import type { ErrorCode } from '../errors.ts';
import { isOperator } from '../roles/role-rights.ts';

/** How whoever resets factors made sure of who asks; nothing else counts (NIST SP 800-63B-4 section 4.2). */
export const IDENTITY_CHECKS = [
  /** Stood before the officer with the ID card. */
  'id-card',
  /** Was called back, at the number that HR has. */
  'call-back',
  /** The head of the unit confirmed who asks. */
  'head-of-unit',
] as const;
export type IdentityCheck = (typeof IDENTITY_CHECKS)[number];

/** What is put on record before somebody's second factors are taken away. */
export interface ResetEvidence {
  checked: IdentityCheck;
  /** Where the check can be found again: a ticket, a memo. 1 to 200 characters. */
  reference: string;
  /** What became of the factors. 1 to 200 characters. */
  reason: string;
}

const TEXT_MAX = 200;

/** How long a reset of a privileged account waits for a second person. */
export const RESET_WAITING_MS = 24 * 60 * 60_000;

/** `expired`: nobody decided in time. Only `waiting` ever changes. */
export const RESET_STATES = ['waiting', 'done', 'rejected', 'expired'] as const;
export type ResetState = (typeof RESET_STATES)[number];

/** A reset of a person's second factors: done at once, or, of a privileged account, after a second person approved. */
export interface FactorReset extends ResetEvidence {
  id: string;
  personId: string;
  state: ResetState;
  askedAt: Date;
  /** As `actorLabel` writes it. */
  askedBy: string;
  expiresAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
}

export interface ResetDecision {
  state: 'done' | 'rejected';
  decidedAt: Date;
  decidedBy: string;
}

/** Port of resets. */
export interface FactorResetStore {
  /** False when one waits for the same person. */
  add(reset: FactorReset): Promise<boolean>;
  find(id: string): Promise<FactorReset | undefined>;
  /** Those that may be decided at a moment, the newest first. */
  listOpen(now: Date): Promise<FactorReset[]>;
  /** By a conditional statement; false when it was decided before or has expired. */
  decide(id: string, decision: ResetDecision): Promise<boolean>;
}

/** Who acts on a reset: the actor, and whether her roles at the product let her ask for one, and approve one. */
export interface ResetActor {
  actor: Actor;
  mayAsk: boolean;
  isAdministrator: boolean;
}

/** What somebody wants to do with a reset. */
export type ResetAct =
  | { kind: 'ask'; personId: string }
  | { kind: 'approve' | 'reject'; reset: Pick<FactorReset, 'personId' | 'askedBy'> };

export type ResetRefusal = Extract<
  ErrorCode,
  'permission_denied' | 'factor_reset_of_self' | 'approval_self' | 'approver_not_person'
>;

/**
 * Whether somebody may do something with a reset: undefined for yes, else why not. Pure; the only place that decides.
 * A program has looked at nobody's face, so it neither asks nor decides. Nobody opens her own account anew. Approving
 * is for the operator and system administrators, and for somebody else than who asked, the operator not excepted: one
 * deceived officer is what the second one is for. Ending it hurts nobody, so that who asked may, and the person herself.
 */
export function refusalOfReset(
  { actor, mayAsk, isAdministrator }: ResetActor,
  act: ResetAct,
): ResetRefusal | undefined {
  if (actor.kind !== 'person' && !isOperator(actor)) return 'approver_not_person';
  const personId = act.kind === 'ask' ? act.personId : act.reset.personId;
  const isOwn = actor.kind === 'person' && actor.id === personId;
  if (act.kind === 'ask' && !mayAsk) return 'permission_denied';
  if (act.kind === 'reject') {
    const isAuthor = actorLabel(actor) === act.reset.askedBy;
    return isAuthor || isOwn || isAdministrator ? undefined : 'permission_denied';
  }
  if (isOwn) return 'factor_reset_of_self';
  if (act.kind === 'ask') return undefined;
  if (actorLabel(actor) === act.reset.askedBy) return 'approval_self';
  return isAdministrator ? undefined : 'permission_denied';
}

/** What was put on record, trimmed; undefined when a text is missing or too long. Pure. */
export function readEvidence({ checked, reference, reason }: ResetEvidence): ResetEvidence | undefined {
  const texts = [reference.trim(), reason.trim()] as const;
  const fits = texts.every((text) => text !== '' && text.length <= TEXT_MAX);
  return fits ? { checked, reference: texts[0], reason: texts[1] } : undefined;
}

/** The state at a moment: the sweep that notes an expiry comes later. */
export function resetStateAt({ state, expiresAt }: FactorReset, now: Date): ResetState {
  return state === 'waiting' && expiresAt <= now ? 'expired' : state;
}
