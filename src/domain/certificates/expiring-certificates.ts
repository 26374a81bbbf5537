import { type Clock, dayOf } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import type { Stores, Transact } from '../transact.ts';
import { tell } from './certificate-letters.ts';
import type { ExpiringBinding } from './certificate-store.ts';

/** Days before the end on which people are reminded: an authority takes weeks to make a new token. */
const REMINDER_DAYS = [30, 7, 1] as const;
/** Letters of one sweep; what is left waits a minute. */
const BATCH = 200;

interface Dependencies {
  stores: Pick<Stores, 'certificates'>;
  transact: Transact;
  clock: Clock;
  issuer: string;
}

/**
 * Reminds people whose bound certificates end soon and who have no newer one, once for each number of days. Any
 * number of nodes may sweep.
 */
export async function remindOfExpiry({ stores, transact, clock, issuer }: Dependencies): Promise<void> {
  const now = clock.now();
  for (const due of await stores.certificates.listExpiring(now, REMINDER_DAYS, BATCH)) {
    await transact((inside) => remind(inside, due, now, issuer));
  }
}

async function remind(
  inside: Stores,
  { binding, days }: ExpiringBinding,
  now: Date,
  issuer: string,
): Promise<void> {
  if (!(await inside.certificates.remind(binding.id, days))) return;
  const record = await inside.directory.findPersonRecord(binding.personId);
  if (record === undefined || record.person.email === null || !isOpen(record, dayOf(now))) return;
  await tell(inside, { binding, template: 'certificate-expiring', now, issuer });
  await inside.audit.append({
    type: 'certificate.reminded',
    at: now,
    actor: { kind: 'system' },
    personId: binding.personId,
    details: { bindingId: binding.id, days },
  });
}
