import type { RequestDecision, RequestState, RoleRequest } from './role-request.ts';

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
