import type { Actor } from '../audit/audit-event.ts';
import { endSessionsOf } from '../sessions/session-service.ts';
import type { Stores } from '../transact.ts';
import type { Person } from './person.ts';

/** Ends what dies with an account, so that opening it again revives nothing; the caller brings the transaction. */
export async function closeAccount(inside: Stores, personId: string, actor: Actor, now: Date): Promise<void> {
  await inside.passwordResets.voidAllOf(personId, now);
  await inside.activations.forgetSent([personId]);
  await endSessionsOf(inside, personId, { reason: 'disabled', actor, now });
}

/**
 * Disables a person and ends what dies with the account; the caller brings the transaction and holds the directory's
 * lock, or an import that is under way would write the old state back.
 * @param reason why, when no officer decided it
 */
export async function disablePerson(
  inside: Stores,
  person: Person,
  { actor, now, reason }: { actor: Actor; now: Date; reason?: 'dormant' },
): Promise<Person> {
  const disabled = { ...person, disabledAt: now };
  await inside.directory.savePerson(disabled);
  await closeAccount(inside, person.id, actor, now);
  const details = reason && { reason };
  await inside.audit.append({ type: 'person.disabled', at: now, actor, personId: person.id, details });
  return disabled;
}
