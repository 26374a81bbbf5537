import { actorLabel } from '../audit/audit-event.ts';
import type { ErrorDetails } from '../errors.ts';
import { endSessionsOf } from '../sessions/session-service.ts';
import type { Stores } from '../transact.ts';
import { noticeOfChange } from './credential-notice.ts';
import { eventOf, type FactorChange } from './factor-change.ts';
import { factorKey, factorLifetimeKey } from './throttle.ts';

/**
 * Takes every second factor of a person away, certificates as well, and ends all sessions, which they may have opened;
 * in the caller's transaction.
 * @param evidence what the audit event says beside the methods that were there
 * @returns how many sessions ended
 */
export async function takeFactors(
  inside: Stores,
  change: FactorChange,
  evidence: ErrorDetails,
): Promise<number> {
  const { person, actor, at } = change;
  await inside.passkeys.lock(person.id);
  const methods = await inside.credentials.listSecondMethods(person.id);
  await inside.totp.remove(person.id);
  await inside.passkeys.removeAllOf(person.id);
  for (const { id, revokedAt } of await inside.certificates.listOf(person.id))
    if (revokedAt === null) await inside.certificates.revoke(id, at, actorLabel(actor));
  await inside.totp.replaceRecoveryCodes(person.id, [], at);
  for (const key of [factorKey(person.id), factorLifetimeKey(person.id)]) await inside.throttle.clear(key);
  await inside.audit.append({
    ...eventOf(change),
    type: 'credentials.reset',
    details: { methods: methods.join(' '), ...evidence },
  });
  await noticeOfChange(inside, person, 'credentials_reset', change);
  return endSessionsOf(inside, person.id, { reason: 'credentials_reset', actor, now: at });
}
