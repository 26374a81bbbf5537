import type { Actor } from '../audit/audit-event.ts';
import { endSessionsOf } from '../sessions/session-service.ts';
import type { Stores } from '../transact.ts';

/** Ends what dies with an account, so that opening it again revives nothing; the caller brings the transaction. */
export async function closeAccount(inside: Stores, personId: string, actor: Actor, now: Date): Promise<void> {
  await inside.passwordResets.voidAllOf(personId, now);
  await endSessionsOf(inside, personId, { reason: 'disabled', actor, now });
}
