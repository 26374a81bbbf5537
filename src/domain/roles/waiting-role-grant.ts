import type { ReadingBounds } from '../directory/readable-extent.ts';
import type { ErrorDetails } from '../errors.ts';
import type { RoleGrant } from './role-grant.ts';

/** How long a role grant waits for a second person. */
export const WAITING_MS = 7 * 24 * 60 * 60 * 1000;

/** `expired`: nobody decided in time. Only `waiting` ever changes. */
export const WAITING_STATES = ['waiting', 'approved', 'rejected', 'expired'] as const;
export type WaitingState = (typeof WAITING_STATES)[number];

/**
 * A role grant that gives nothing before a second person approves, or what became of it. It is kept apart from those
 * that count, so that no question about roles can take it for one of them.
 */
export interface WaitingRoleGrant {
  /** Also of the role grant that it becomes. */
  id: string;
  roleId: string;
  roleGrant: RoleGrant;
  /** What the audit log says of it. */
  details: ErrorDetails;
  state: WaitingState;
  expiresAt: Date;
  decidedAt: Date | null;
  /** As `actorLabel` writes it. */
  decidedBy: string | null;
}

/** How a waiting role grant ends. */
export interface WaitingDecision {
  state: 'approved' | 'rejected';
  decidedAt: Date;
  decidedBy: string;
}

/** Port of role grants that wait for a second person. */
export interface WaitingRoleGrantStore {
  add(waiting: WaitingRoleGrant): Promise<void>;
  find(id: string): Promise<WaitingRoleGrant | undefined>;
  /** Those that may be decided at a moment, the newest first; within bounds as role grants, and one's own. */
  listOpen(now: Date, within?: ReadingBounds): Promise<WaitingRoleGrant[]>;
  /** By a conditional statement; false when it was decided before or has expired. */
  decide(id: string, decision: WaitingDecision): Promise<boolean>;
}

/** The state at a moment: the sweep that notes an expiry comes later. */
export function waitingStateAt({ state, expiresAt }: WaitingRoleGrant, now: Date): WaitingState {
  return state === 'waiting' && expiresAt <= now ? 'expired' : state;
}
