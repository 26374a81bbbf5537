import type { Person } from '../directory/person.ts';
import type { Stores } from '../transact.ts';
import type { RequestOrigin } from './request-origin.ts';

/** What happened to a person's ways to sign in; the letter has words for each. */
export type CredentialChange =
  | 'totp_enrolled'
  | 'totp_replaced'
  | 'totp_revoked'
  | 'passkey_enrolled'
  | 'passkey_revoked'
  | 'recovery_codes_made'
  | 'recovery_code_used'
  | 'credentials_reset'
  | 'reset_asked'
  | 'sessions_ended'
  | 'devices_forgotten'
  | 'sign_in_disowned'
  | 'data_exported';

/**
 * Queues the letter that tells a person of a change she may not have made (NIST SP 800-63B-4 section 4.6): by mail, which
 * no second factor is. Nobody without an address gets one.
 */
export async function noticeOfChange(
  { deliveries }: Pick<Stores, 'deliveries'>,
  { email, fullName }: Pick<Person, 'email' | 'fullName'>,
  change: CredentialChange,
  { at, origin }: { at: Date; origin: Pick<RequestOrigin, 'address' | 'supportCode'> },
): Promise<void> {
  if (email === null) return;
  const { address: network, supportCode } = origin;
  const facts = { fullName, change, at: at.toISOString(), network, supportCode };
  await deliveries.add({ kind: 'mail', to: email, template: 'credential-changed', facts }, at);
}
