const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

// Most failures are a restart of the receiver and pass within a minute; the rest is an outage.
const DELAYS = [2 * SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE];
const LATER = HOUR;
const GIVE_UP_AFTER = 24 * HOUR;
const SPREAD = 0.2;

/**
 * When a delivery that has just failed is tried again.
 * @param attempts tries so far, the failed one included; 1 after the first
 * @param createdAt when the delivery was queued
 * @param now when the try failed
 * @param jitter 0…1, uniformly random: moves the delay by up to 20 % either way, so that deliveries which failed
 *   together do not come back together
 * @returns the instant of the next try; the last one is exactly 24 hours after `createdAt`; null when these
 *   24 hours are over
 */
export function nextTry(attempts: number, createdAt: Date, now: Date, jitter: number): Date | null {
  const end = createdAt.getTime() + GIVE_UP_AFTER;
  if (now.getTime() >= end) return null;
  const delay = DELAYS[Math.max(attempts, 1) - 1] ?? LATER;
  const spread = 1 - SPREAD + 2 * SPREAD * Math.min(Math.max(jitter, 0), 1);
  return new Date(Math.min(now.getTime() + Math.round(delay * spread), end));
}
