const MINUTE = 60_000;
/** Between two tries of an address that fails. */
const BACK_OFF = [0.5 * MINUTE, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE];
/** Also for an authority that publishes late: its list is over, and the next one may come at any moment. */
const SHORTEST = MINUTE;

/**
 * When a list is fetched again: at 70 to 90 % of the time until its next update, or of the age that the policy allows
 * if that is shorter, so that a failure leaves time for another try.
 * @param jitter 0…1, uniformly random: lists that were fetched together do not come back together
 */
export function dueAfterSuccess(
  list: { nextUpdate: Date; maxAgeMs: number },
  now: Date,
  jitter: number,
): Date {
  const span = Math.min(list.nextUpdate.getTime() - now.getTime(), list.maxAgeMs);
  return new Date(now.getTime() + Math.max(SHORTEST, span * (0.7 + 0.2 * jitter)));
}

/** @param failures tries since the last success, this one included; 1 after the first */
export function dueAfterFailure(failures: number, now: Date, jitter: number): Date {
  const delay = BACK_OFF[Math.min(Math.max(failures, 1), BACK_OFF.length) - 1] ?? 15 * MINUTE;
  return new Date(now.getTime() + delay * (0.8 + 0.4 * jitter));
}
