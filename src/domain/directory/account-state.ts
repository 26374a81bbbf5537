import type { Day } from '../clock.ts';
import { isInForce } from './appointment.ts';
import { isActive } from './person.ts';
import type { PersonRecord } from './person-record.ts';

/** Why an account is closed, or that it is open. */
export const ACCOUNT_STATES = ['open', 'disabled', 'not_working', 'expired', 'not_yet_active'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** What an account's state depends on. */
export type Standing = Pick<PersonRecord, 'person' | 'appointments'>;

/**
 * The state of an account on a day of Asia/Ho_Chi_Minh. Whoever has appointments needs one in force: while none is,
 * the account waits for the next one, or has expired with the last. Whoever has none is judged by HR's status and
 * the officer's block alone.
 */
export function accountState({ person, appointments }: Standing, day: Day): AccountState {
  if (person.disabledAt !== null) return 'disabled';
  if (!isActive(person)) return 'not_working';
  if (appointments.length === 0 || appointments.some((each) => isInForce(each, day))) return 'open';
  return appointments.some(({ from }) => from !== null && from > day) ? 'not_yet_active' : 'expired';
}

/** Whether an account opens anything on a day: every path to a token or a page asks this. */
export function isOpen(standing: Standing, day: Day): boolean {
  return accountState(standing, day) === 'open';
}
