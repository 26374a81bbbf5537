import type { Actor } from '../audit/audit-event.ts';
import type { Stores } from '../transact.ts';
import type { Person } from './person.ts';

/**
 * Lifts the officer's block; the days without a sign-in count anew. The caller brings the transaction and holds the
 * directory's lock: an import that is under way has read the person already, and would write the old state back.
 */
export async function enablePerson(
  inside: Stores,
  person: Person,
  { actor, now }: { actor: Actor; now: Date },
): Promise<Person> {
  const enabled = { ...person, disabledAt: null };
  await inside.directory.savePerson(enabled);
  await inside.activity.restart(enabled.id, now);
  await inside.audit.append({ type: 'person.enabled', at: now, actor, personId: enabled.id });
  return enabled;
}
