import { type Day, dayOf, daysAfter } from '../clock.ts';

/** What a reviewer should look at, in this order. */
export const SIGNALS = ['changed', 'unused', 'outlier', 'privileged', 'no_decision', 'ends_never'] as const;
export type Signal = (typeof SIGNALS)[number];

/** What the signals of one role grant follow from. */
export interface SignalFacts {
  grantedAt: Date;
  from: Date | null;
  until: Date | null;
  decision: string | null;
  isPrivileged: boolean;
  /** For a rule null: whom it reaches uses the role or not, each alone. */
  personId: string | null;
  /** The person's, of any time. */
  appointments: readonly { from: Day | null; until: Day | null }[];
  lastUsedAt: Date | null;
  peers: number;
  peersWithRole: number;
}

/** What the facts are held against. */
export interface SignalPolicy {
  now: Date;
  changedSince: Date;
  unusedDays: number;
  /** Since when use is recorded; before, nothing is known. Null while nothing is. */
  usageKnownSince: Date | null;
}

/** Fewer peers say nothing about anybody. */
const PEERS_LEAST = 5;
const OUTLIER_SHARE = 0.1;

const RULES: Readonly<Record<Signal, (facts: SignalFacts, policy: SignalPolicy) => boolean>> = {
  changed: isChanged,
  unused: isUnused,
  outlier: isOutlier,
  privileged: ({ isPrivileged }) => isPrivileged,
  no_decision: ({ decision }) => decision === null,
  ends_never: ({ until }) => until === null,
};

/** The signals of a role grant, in their order. Pure. */
export function signalsOf(facts: SignalFacts, policy: SignalPolicy): Signal[] {
  return SIGNALS.filter((signal) => RULES[signal](facts, policy));
}

/** Given or begun, or an appointment of its holder begun or ended, after the last review and up to now. */
export function isChanged({ grantedAt, from, appointments }: SignalFacts, policy: SignalPolicy): boolean {
  const { now, changedSince } = policy;
  const isSince = (instant: Date) => instant > changedSince && instant <= now;
  if (isSince(grantedAt) || (from !== null && isSince(from))) return true;
  const [since, today] = [dayOf(changedSince), dayOf(now)];
  return appointments.some(
    (held) =>
      (held.from !== null && held.from > since && held.from <= today) ||
      // The day after the last one is the first without it.
      (held.until !== null && held.until >= since && held.until < today),
  );
}

/**
 * Held by a person for the whole time without a use of the relying party. What happened before use was recorded is
 * not known, and so is no reason for a flag.
 */
export function isUnused(facts: SignalFacts, { now, unusedDays, usageKnownSince }: SignalPolicy): boolean {
  const { personId, grantedAt, from, lastUsedAt } = facts;
  if (personId === null || usageKnownSince === null) return false;
  const limit = daysAfter(now, -unusedDays);
  const heldSince = from !== null && from > grantedAt ? from : grantedAt;
  return [usageKnownSince, heldSince, ...(lastUsedAt === null ? [] : [lastUsedAt])].every(
    (moment) => moment <= limit,
  );
}

/** Of at least five peers less than a tenth hold the role. */
export function isOutlier({ personId, peers, peersWithRole }: SignalFacts): boolean {
  return personId !== null && peers >= PEERS_LEAST && peersWithRole / peers < OUTLIER_SHARE;
}
