import { dayOf, endOfDay, startOfDay } from '../clock.ts';
import { DomainError } from '../errors.ts';
import type { Period } from './period.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
// RFC 3339 section 5.6; a leap second has no instant in JavaScript and is refused.
const TIME = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;
// Catches a slipped digit, and keeps clear of years that PostgreSQL and JavaScript count differently.
const FIRST_YEAR = '1900';

/**
 * Reads the ends of a period: days of Asia/Ho_Chi_Minh, both included, or RFC 3339 times (contract, section 1).
 * Undefined leaves an end open; empty text does not, so that an empty shell variable gives nobody a role for ever.
 * Throws `period_invalid` with `field` when an end cannot be read, or `reason` when nothing lies between them.
 */
export function parsePeriod(fromText?: string, untilText?: string): Period {
  const from = fromText === undefined ? null : readEnd('from', fromText, startOfDay);
  const until = untilText === undefined ? null : readEnd('until', untilText, endOfDay);
  if (from !== null && until !== null && until <= from) {
    throw new DomainError('period_invalid', { reason: 'ends_before_it_begins' });
  }
  return { from, until };
}

/**
 * Reads the moment a question is about: an RFC 3339 time, or a day, which means now when it is today
 * and its first instant otherwise. Throws `period_invalid` with `field: 'at'`.
 */
export function parseMoment(text: string, now: Date): Date {
  return readEnd('at', text, (day) => (day === dayOf(now) ? now : startOfDay(day)));
}

function readEnd(field: string, text: string, instantOf: (day: string) => Date): Date {
  if (DAY.test(text) && isRealDay(text)) return instantOf(text);
  const day = TIME.exec(text)?.[1];
  if (day !== undefined && isRealDay(day)) return new Date(text.toUpperCase());
  throw new DomainError('period_invalid', { field, value: text });
}

function isRealDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  if (day < FIRST_YEAR || Number.isNaN(midnight.getTime())) return false;
  return midnight.toISOString().startsWith(day);
}
