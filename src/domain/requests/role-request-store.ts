import type { ReadingBounds } from '../directory/readable-extent.ts';
import type { RequestDecision, RequestState, RoleRequest } from './role-request.ts';

/** Requests as lists tell them apart; `over` was withdrawn, or nobody decided on it in time. */
export const LISTED_STATES = ['waiting', 'approved', 'rejected', 'over'] as const;
export type ListedState = (typeof LISTED_STATES)[number];

/** Every condition that is set must hold. */
export interface RequestSearch {
  /** Words, each with the ids of the roles that bear it: of these, or of somebody who bears it. */
  parts?: readonly { text: string; roleIds: string[] }[] | undefined;
  state?: ListedState | undefined;
  now: Date;
  within?: ReadingBounds | undefined;
}

/** Which page: after or before a request, or from the newest on. */
export interface RequestEdge {
  after: string | null;
  before: string | null;
  limit: number;
}

/** Port of the requests for roles. Ids that are no UUID never reach it. */
export interface RoleRequestStore {
  /** Inserts by a conditional statement; false when the person has asked for the role already and waits. */
  add(request: RoleRequest): Promise<boolean>;
  find(id: string): Promise<RoleRequest | undefined>;
  /** The newest first. */
  listOfPerson(personId: string, limit: number): Promise<RoleRequest[]>;
  countPendingOf(personId: string): Promise<number>;
  /** Those that wait, the longest first. */
  listPending(limit: number): Promise<RoleRequest[]>;
  /** A page of what a search finds, the newest first, and one more where there are more; on the way back the nearest. */
  search(search: RequestSearch, edge: RequestEdge): Promise<RoleRequest[]>;
  /** On all pages. */
  countFound(search: RequestSearch): Promise<number>;
  /**
   * Adds the decision on a step by a conditional statement: false when the request waits no more, or no more at this
   * step.
   * @param next the state afterwards, and when the next step is due
   */
  decide(
    id: string,
    decision: RequestDecision,
    next: { state: RequestState; dueAt: Date; endedAt: Date | null; roleGrantId: string | null },
  ): Promise<boolean>;
  /** Ends a request that waits, and for `expired` is over, by a conditional statement; false when it does not. */
  end(id: string, state: 'withdrawn' | 'expired', at: Date): Promise<boolean>;
  /** Requests that wait and were due before a moment, or may be reminded of. */
  listDue(at: Date, limit: number): Promise<string[]>;
  listToRemind(dueBefore: Date, limit: number): Promise<string[]>;
  /** By a conditional statement; false when somebody else has, or it waits no more. */
  noteReminder(id: string, at: Date): Promise<boolean>;
}
