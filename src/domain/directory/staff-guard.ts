import { isActive, type Person } from './person.ts';

/** The removal guard's view of a plan (contract section 1, `guard`). */
export interface RemovalGuard {
  /** People who leave or may no longer sign in. */
  removals: number;
  /** Active people with an employee number before the plan. */
  people: number;
  /** Removals that pass; an officer's allowance can raise it. */
  limit: number;
  verdict: 'ok' | 'blocked';
}

const MOST_REMOVALS = 50;
const MOST_PERCENT = 2;

/**
 * Stops a plan that removes more than 50 people or more than 2 % of the active ones, unless an officer allowed as
 * many: a file cut short looks like a ministry that leaves.
 */
export function guardRemovals(before: Iterable<Person>, removals: number, allowed = 0): RemovalGuard {
  let people = 0;
  for (const person of before) if (person.employeeNo !== null && isActive(person)) people += 1;
  const limit = Math.max(allowed, Math.min(MOST_REMOVALS, Math.floor((people * MOST_PERCENT) / 100)));
  return { removals, people, limit, verdict: removals > limit ? 'blocked' : 'ok' };
}
