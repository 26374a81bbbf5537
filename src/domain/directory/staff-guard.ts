import { SETTINGS } from '../settings/settings.ts';
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

/** How many removals pass without more ado; the smaller of both counts. */
export interface RemovalLimits {
  people: number;
  /** Of the active people with an employee number. */
  percent: number;
}

const DEFAULT_LIMITS: RemovalLimits = {
  people: SETTINGS['guard.people'].default,
  percent: SETTINGS['guard.percent'].default,
};

/**
 * Stops a plan that removes more people than the limits let pass, unless an officer allowed as many: a file cut
 * short looks like a ministry that leaves.
 */
export function guardRemovals(
  before: Iterable<Person>,
  removals: number,
  {
    limits = DEFAULT_LIMITS,
    allowed = 0,
  }: { limits?: RemovalLimits | undefined; allowed?: number | undefined } = {},
): RemovalGuard {
  let people = 0;
  for (const person of before) if (person.employeeNo !== null && isActive(person)) people += 1;
  const limit = Math.max(allowed, Math.min(limits.people, Math.floor((people * limits.percent) / 100)));
  return { removals, people, limit, verdict: removals > limit ? 'blocked' : 'ok' };
}
