import { SETTINGS } from '../settings/settings.ts';
import { isActive, type Person } from './person.ts';

/** The removal guard's view of a plan (contract section 1, `guard`). */
export interface RemovalGuard {
  /** People who leave or may no longer sign in. */
  removals: number;
  /** Removals that plans before it made within `GUARD_WINDOW_MS` and that nobody allowed. */
  recent: number;
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

/** How long removals count together: a feed cut in slices is a plan in slices. */
export const GUARD_WINDOW_MS = 24 * 60 * 60 * 1000;

const DEFAULT_LIMITS: RemovalLimits = {
  people: SETTINGS['guard.people'].default,
  percent: SETTINGS['guard.percent'].default,
};

/** What the guard knows beside the plan and the people. */
export interface GuardContext {
  limits?: RemovalLimits | undefined;
  /** Removals that an officer allowed this plan. */
  allowed?: number | undefined;
  recent?: number | undefined;
  /** Active people with an employee number, when not everybody is in `before`. */
  staffCount?: number | undefined;
}

/**
 * Stops a plan that removes more people than the limits let pass, together with what recent plans removed, unless
 * an officer allowed as many: a file cut short looks like a ministry that leaves. An allowance is for one plan, so
 * it counts nothing but that plan's removals.
 */
export function guardRemovals(
  before: Iterable<Person>,
  removals: number,
  { limits = DEFAULT_LIMITS, allowed = 0, recent = 0, staffCount }: GuardContext = {},
): RemovalGuard {
  const people = staffCount ?? countStaff(before);
  const limit = removalLimit(people, limits);
  const isBlocked = removals > allowed && removals + recent > limit;
  return {
    removals,
    recent,
    people,
    limit: Math.max(allowed, limit),
    verdict: isBlocked ? 'blocked' : 'ok',
  };
}

/** How many removals pass among a number of active people with an employee number. */
export function removalLimit(people: number, { people: most, percent }: RemovalLimits): number {
  return Math.min(most, Math.floor((people * percent) / 100));
}

function countStaff(people: Iterable<Person>): number {
  let count = 0;
  for (const person of people) if (person.employeeNo !== null && isActive(person)) count += 1;
  return count;
}
