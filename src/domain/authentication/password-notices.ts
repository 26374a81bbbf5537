import { type Clock, dayOf, daysAfter } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import type { Stores, Transact } from '../transact.ts';
import { loadPolicy } from './new-password.ts';
import { expiryOf } from './password-expiry.ts';

/** Days before the end of a password on which its holder hears of it. */
const EARLY_DAYS = 7;
/** Passwords of one sweep: what is left waits a minute. */
const BATCH = 200;

interface Dependencies {
  stores: Pick<Stores, 'settings' | 'credentials'>;
  transact: Transact;
  clock: Clock;
  /** Where people sign in. */
  issuer: string;
}

/**
 * Writes to people whose passwords end within a week. Each password is judged once for each setting, one transaction
 * each; whoever becomes an administrator after that hears of it at the next sign-in. Any number of nodes may sweep.
 */
export async function sweepExpiringPasswords({
  stores,
  transact,
  clock,
  issuer,
}: Dependencies): Promise<void> {
  const now = clock.now();
  const settings = await stores.settings.load();
  for (const days of [settings['password.admin_days'], settings['password.days']]) {
    if (days === 0) continue;
    const age = { days, setBefore: daysAfter(now, EARLY_DAYS - days) };
    for (const personId of await stores.credentials.listAgeing(age, BATCH)) {
      await transact(async (inside) => {
        if (await inside.credentials.takeAgeing(personId, age)) await notify(inside, personId, days);
      });
    }
  }

  /** Tells a person whose password ends after so many days; others are told at the end of theirs, if ever. */
  async function notify(inside: Stores, personId: string, days: number): Promise<void> {
    const record = await inside.directory.findPersonRecord(personId);
    const credential = await inside.credentials.findPassword(personId);
    if (record === undefined || credential === undefined || !isOpen(record, dayOf(now))) return;
    const { email, fullName } = record.person;
    const { maximumAgeDays } = await loadPolicy(inside, record, now);
    const expiry = expiryOf(credential.changedAt, days);
    if (maximumAgeDays !== days || expiry === null || expiry <= now || email === null) return;
    const until = expiry.toISOString();
    const facts = { fullName, until, url: `${issuer}/password/forgot` };
    await inside.deliveries.add(
      { kind: 'mail', to: email, template: 'password-expiring', facts, expiresAt: until },
      now,
    );
  }
}
