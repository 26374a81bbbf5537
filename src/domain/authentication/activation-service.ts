import type { Actor } from '../audit/audit-event.ts';
import { type Clock, dayOf, type Ids } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import type { Person } from '../directory/person.ts';
import { getPersonRecord } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import type { Stores, Transact } from '../transact.ts';
import { mailPasswordLink } from './password-link.ts';

/** Letters are counted over less than the minute between two sweeps, so that a sweep a moment early counts none twice. */
const PACE_MS = 50_000;
const HOUR_MS = 60 * 60_000;

interface Dependencies {
  stores: Stores;
  transact: Transact;
  clock: Clock;
  ids: Ids;
  issuer: string;
}

/** How far the opening of an account by mail has come. */
export interface ActivationState {
  /** `none`: no letter was ever asked for; `done`: there is a password. */
  state: 'none' | 'pending' | 'sent' | 'done';
  /** Of the last letter, while the state is `sent`. */
  sentAt: Date | null;
}

export type ActivationService = ReturnType<typeof createActivationService>;

/** Accounts that joiners open themselves, by a one-time link in a letter. */
export function createActivationService({ stores, transact, clock, ids, issuer }: Dependencies) {
  /** In the caller's transaction, which has noted the letter. */
  async function send(inside: Stores, person: Person & { email: string }, now: Date, actor: Actor) {
    const hours = (await inside.settings.load())['activation.hours'];
    const supportCode = ids.supportCode();
    const facts = { supportCode };
    const order = { purpose: 'activation', person, now, lifeMs: hours * HOUR_MS, facts } as const;
    await mailPasswordLink(inside, { ids, issuer }, order);
    await inside.audit.append({ type: 'activation.sent', at: now, actor, personId: person.id, supportCode });
  }

  async function sendIfDue(personId: string): Promise<void> {
    const now = clock.now();
    await transact(async (inside) => {
      if (!(await inside.activations.claim(personId, dayOf(now), now))) return;
      const person = await inside.directory.findPerson(personId);
      if (hasEmail(person)) await send(inside, person, now, { kind: 'system' });
    });
  }

  return {
    /**
     * Sends the letters that are due, no more a minute than the setting says, over all nodes. One transaction a
     * letter; any number of nodes may do it at once.
     */
    async sendDue(): Promise<void> {
      const now = clock.now();
      const settings = await stores.settings.load();
      if (settings['activation.by_mail'] === 0) return;
      const pace = {
        letters: settings['activation.letters'],
        since: new Date(now.getTime() - PACE_MS),
      };
      for (const personId of await stores.activations.listDue(dayOf(now), pace)) await sendIfDue(personId);
    },

    /**
     * Sends a fresh link at once, whatever the settings say; an older one dies.
     * @throws person_not_found, account_activated, account_closed, email_missing
     */
    async activate(reference: string, actor: Actor): Promise<Person> {
      const now = clock.now();
      return transact(async (inside) => {
        const record = await getPersonRecord(inside.directory, reference);
        const { person } = record;
        if ((await inside.credentials.findPassword(person.id)) !== undefined)
          throw new DomainError('account_activated', { person: reference });
        if (!isOpen(record, dayOf(now))) throw new DomainError('account_closed', { person: reference });
        if (!hasEmail(person)) throw new DomainError('email_missing', { person: reference });
        await inside.activations.noteSent(person.id, now);
        await inside.passwordResets.voidAllOf(person.id, now);
        await send(inside, person, now, actor);
        return person;
      });
    },

    /** @param personId of a person who exists */
    async stateOf(personId: string): Promise<ActivationState> {
      if ((await stores.credentials.findPassword(personId)) !== undefined)
        return { state: 'done', sentAt: null };
      const asked = await stores.activations.find(personId);
      if (asked === undefined) return { state: 'none', sentAt: null };
      return { state: asked.sentAt === null ? 'pending' : 'sent', sentAt: asked.sentAt };
    },
  };
}

function hasEmail(person: Person | undefined): person is Person & { email: string } {
  return person !== undefined && person.email !== null;
}
