import { type Clock, dayOf } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import type { Stores, Transact } from '../transact.ts';
import { endSessionsOf } from './session-service.ts';

interface Dependencies {
  stores: Pick<Stores, 'sessions'>;
  transact: Transact;
  clock: Clock;
}

/**
 * Ends the sessions of people whose account a new day has closed: no act ends them, and their relying parties would
 * not hear of it. One transaction a person; any number of nodes may do it at once.
 * @param longestMs how long a session may last at all
 */
export async function endSessionsOfExpired(
  { stores, transact, clock }: Dependencies,
  longestMs: number,
): Promise<void> {
  const now = clock.now();
  const day = dayOf(now);
  const since = new Date(now.getTime() - longestMs);
  for (const personId of await stores.sessions.listHoldersWithoutPost(day, since)) {
    await transact(async (inside) => {
      const record = await inside.directory.findPersonRecord(personId);
      if (record === undefined || isOpen(record, day)) return;
      await endSessionsOf(inside, personId, { reason: 'expired', actor: { kind: 'system' }, now });
    });
  }
}
