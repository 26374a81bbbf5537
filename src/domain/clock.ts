/** Where time and randomness enter the domain: as arguments, so that rules stay pure and tests exact. */

export interface Clock {
  now(): Date;
}

/** Sources of identifiers and secrets; one implementation in the composition root, counters in tests. */
export interface Ids {
  /** A fresh UUID for a stored row. */
  uuid(): string;
  /** 256 random bits in base64url: links sent by mail, client secrets. */
  secret(): string;
  /** Eight characters without 0 O 1 I L, shown as XXXX-XXXX; independent of every token and link. */
  supportCode(): string;
  /** A recovery code, in the same form and as independent: some 39 random bits. */
  recoveryCode(): string;
}

/** A calendar day of Asia/Ho_Chi_Minh as `YYYY-MM-DD`. Such strings compare in time order. */
export type Day = string;

// Viet Nam has kept UTC+7 without daylight saving since 1975.
const OFFSET_MS = 7 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The day of Asia/Ho_Chi_Minh on which an instant falls. */
export function dayOf(instant: Date): Day {
  return new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, 10);
}

/** The first instant of a day of Asia/Ho_Chi_Minh. */
export function startOfDay(day: Day): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET_MS);
}

/** The first instant after a day of Asia/Ho_Chi_Minh; "until" days are included, so a period ends here. */
export function endOfDay(day: Day): Date {
  return daysAfter(startOfDay(day), 1);
}

/** The same time of day, a number of days later. */
export function daysAfter(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY_MS);
}
