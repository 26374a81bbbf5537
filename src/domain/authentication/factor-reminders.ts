import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import { type Clock, dayOf, daysAfter } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import { loadEffectiveRoles } from '../roles/role-lookup.ts';
import type { Stores, Transact } from '../transact.ts';
import {
  type AssuranceLevel,
  askedLevel,
  highest,
  MULTI_FACTOR_LEVEL,
  PASSWORD_LEVEL,
  reaches,
} from './assurance.ts';
import { demandOn, type MultiFactorRules } from './authentication-policy.ts';

/** Where people enrol a second factor. */
const ENROLMENT_PATH = '/security';
/** Accounts of one sweep: what is left waits a minute. */
const BATCH = 200;

interface Dependencies {
  stores: Pick<Stores, 'settings' | 'credentials'>;
  transact: Transact;
  clock: Clock;
  issuer: string;
}

/**
 * Writes to people of whom policy or one of their systems demands a second factor and who have none, again after
 * `multi_factor.reminder_days` until they have; whoever enrols at a sign-in before needs no letter. Each account is
 * judged once in so many days, one transaction each; any number of nodes may sweep.
 */
export async function remindOfSecondFactor({ stores, transact, clock, issuer }: Dependencies): Promise<void> {
  const now = clock.now();
  const settings = await stores.settings.load();
  const days = settings['multi_factor.reminder_days'];
  if (days === 0) return;
  const before = daysAfter(now, -days);
  for (const personId of await stores.credentials.listWithoutFactor(before, BATCH)) {
    await transact(async (inside) => {
      if (await inside.credentials.takeWithoutFactor(personId, { before, at: now }))
        await remind(inside, personId);
    });
  }

  async function remind(inside: Stores, personId: string): Promise<void> {
    const record = await inside.directory.findPersonRecord(personId);
    if (record === undefined || record.person.email === null || !isOpen(record, dayOf(now))) return;
    if (!(await needsSecondFactor(inside, record, { rules: settings, now }))) return;
    const { email, fullName } = record.person;
    const facts = { fullName, url: `${issuer}${ENROLMENT_PATH}` };
    await inside.deliveries.add({ kind: 'mail', to: email, template: 'second-factor-missing', facts }, now);
  }
}

/** Whether some sign-in of a person from within the ministry demands a second factor. */
async function needsSecondFactor(
  stores: Pick<Stores, 'roles' | 'directory' | 'clients'>,
  record: PersonRecord,
  { rules, now }: { rules: MultiFactorRules; now: Date },
): Promise<boolean> {
  const held = await loadEffectiveRoles(stores, record, null, now);
  const clientIds = new Set(held.map(({ role }) => role.clientId));
  const strict = (await stores.clients.list()).filter(({ id }) => clientIds.has(id));
  const asked = highest([
    PASSWORD_LEVEL,
    ...strict.map(({ metadata }): AssuranceLevel => askedLevel(metadata.minimum_acr, []) ?? PASSWORD_LEVEL),
  ]);
  const facts = {
    asked,
    isAdministrator: clientIds.has(OWN_CLIENT_ID),
    isOutside: false,
    hasSecondFactor: false,
  };
  return reaches(demandOn(facts, rules).level, MULTI_FACTOR_LEVEL);
}
