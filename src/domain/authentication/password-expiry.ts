import { daysAfter } from '../clock.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import type { Stores } from '../transact.ts';
import { isAdministrator } from './administrator.ts';
import type { SignInBasis } from './sign-in-basis.ts';

/** Why a sign-in goes on only with a new password. */
export type ChangeReason = 'first_sign_in' | 'too_short' | 'expired';

/** When a password ends; null: never. A password counts from the moment it was set. */
export function expiryOf(changedAt: Date, maximumAgeDays: number): Date | null {
  return maximumAgeDays === 0 ? null : daysAfter(changedAt, maximumAgeDays);
}

/** Whether a password has ended: its last moment is the one before `expiryOf`. */
export function isExpired(changedAt: Date, maximumAgeDays: number, now: Date): boolean {
  const expiry = expiryOf(changedAt, maximumAgeDays);
  return expiry !== null && expiry <= now;
}

/**
 * Why a password that fits does not complete a sign-in; undefined when it does. A short one was allowed beside a second
 * factor, and needs another now that there is none.
 */
export async function changeReasonOf(
  stores: Pick<Stores, 'roles' | 'directory'>,
  record: PersonRecord,
  { password, secondMethods, settings }: SignInBasis,
  now: Date,
): Promise<ChangeReason | undefined> {
  if (password === undefined) return undefined;
  if (password.mustChange) return 'first_sign_in';
  if (!password.isLong && secondMethods.length === 0) return 'too_short';
  const { changedAt } = password;
  if (isExpired(changedAt, settings['password.days'], now)) return 'expired';
  // Only an old password is worth the question who holds it.
  if (!isExpired(changedAt, settings['password.admin_days'], now)) return undefined;
  return (await isAdministrator(stores, record, now)) ? 'expired' : undefined;
}
