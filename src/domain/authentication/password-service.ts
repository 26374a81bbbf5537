import type { Actor } from '../audit/audit-event.ts';
import { type Clock, dayOf, type Ids } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import { findOpenPerson } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import { endSessionsOf } from '../sessions/session-service.ts';
import type { Stores, Transact } from '../transact.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { keyOf, mailPasswordLink, type PasswordLink } from './password-link.ts';
import { passwordProblem } from './password-policy.ts';
import type { RequestOrigin } from './request-origin.ts';
import { NETWORK_RULE, normalLogin, personKey, RESET_RULE, resetKey, resetNetworkKey } from './throttle.ts';

/** A link lives for 8 hours or until its first use, whichever comes first (domain.md section 5). */
const RESET_LIFE_MS = 8 * 60 * 60_000;

interface Dependencies {
  stores: Stores;
  transact: Transact;
  hasher: PasswordHasher;
  clock: Clock;
  ids: Ids;
  issuer: string;
}

export type PasswordService = ReturnType<typeof createPasswordService>;

/** Choosing, setting, and setting by a mailed link: passwords. */
export function createPasswordService({ stores, transact, hasher, clock, ids, issuer }: Dependencies) {
  /** @throws a password_… code when the new password may not be used */
  async function hashNew(person: Person, password: string): Promise<string> {
    const problem = passwordProblem(password, {
      ownWords: [person.email, person.employeeNo, person.fullName].flatMap((word) => word ?? []),
    });
    if (problem !== undefined) throw new DomainError(problem);
    const current = await stores.credentials.findPassword(person.id);
    if (current !== undefined && (await hasher.verify(current.hash, password)))
      throw new DomainError('password_unchanged');
    return hasher.hash(password);
  }

  /** Whose link it is, if it may be used now and here. */
  async function holderOf(link: PasswordLink, now: Date): Promise<Person | undefined> {
    const personId = await stores.passwordResets.find(keyOf(link), now);
    if (personId === undefined || (link.signedInAs ?? personId) !== personId) return undefined;
    return findOpenPerson(stores.directory, personId, dayOf(now));
  }

  async function notify(
    { deliveries }: Pick<Stores, 'deliveries'>,
    person: Person,
    now: Date,
    origin: Pick<RequestOrigin, 'address' | 'supportCode'>,
  ) {
    if (person.email === null) return;
    const { fullName } = person;
    const facts = {
      fullName,
      at: now.toISOString(),
      network: origin.address,
      supportCode: origin.supportCode,
    };
    await deliveries.add({ kind: 'mail', to: person.email, template: 'password-changed', facts }, now);
  }

  return {
    /** The person's own choice during a sign-in. */
    async choose(person: Person, password: string, origin: RequestOrigin): Promise<void> {
      const now = clock.now();
      const hash = await hashNew(person, password);
      await transact(async (inside) => {
        await inside.credentials.savePassword({
          personId: person.id,
          hash,
          mustChange: false,
          changedAt: now,
        });
        await inside.passwordResets.voidAllOf(person.id, now);
        await notify(inside, person, now, origin);
        await inside.audit.append({
          type: 'password.changed',
          at: now,
          actor: { kind: 'person', id: person.id },
          personId: person.id,
          network: origin.address,
          supportCode: origin.supportCode,
        });
      });
    },

    /**
     * Mails a link when the account exists, is open and has an address. Says nothing to the caller:
     * the page answers before this has run.
     */
    async requestReset(login: string, origin: RequestOrigin): Promise<void> {
      const now = clock.now();
      const found = await stores.directory.findPersonByLogin(normalLogin(login));
      const person = found && (await findOpenPerson(stores.directory, found.id, dayOf(now)));
      if (!(await stores.throttle.reserve(resetNetworkKey(origin.networkPrefix), NETWORK_RULE, now))) return;
      if (person === undefined || person.email === null) return;
      if (!(await stores.throttle.reserve(resetKey(person.id), RESET_RULE, now))) return;
      const order = {
        purpose: 'reset',
        person: { ...person, email: person.email },
        now,
        lifeMs: RESET_LIFE_MS,
        facts: { network: origin.address, supportCode: origin.supportCode },
      } as const;
      await transact(async (inside) => {
        await mailPasswordLink(inside, { ids, issuer }, order);
        await inside.audit.append({
          type: 'password.reset_requested',
          at: now,
          actor: { kind: 'system' },
          personId: person.id,
          network: origin.address,
          supportCode: origin.supportCode,
        });
      });
    },

    /** Whether a link may still be used; using it is `setByLink`. */
    async isLinkOpen(link: PasswordLink): Promise<boolean> {
      return (await holderOf(link, clock.now())) !== undefined;
    },

    /**
     * Sets a password by a mailed link and ends every session of the person. The link counts as used
     * only when the password was accepted.
     * @throws reset_link_invalid, or a password_… code
     */
    async setByLink(link: PasswordLink, password: string, origin: RequestOrigin): Promise<void> {
      const now = clock.now();
      const person = await holderOf(link, now);
      if (person === undefined) throw new DomainError('reset_link_invalid');
      const hash = await hashNew(person, password);
      await transact(async (inside) => {
        if ((await inside.passwordResets.consume(keyOf(link), now)) === undefined)
          throw new DomainError('reset_link_invalid');
        const actor: Actor = { kind: 'person', id: person.id };
        await inside.credentials.savePassword({
          personId: person.id,
          hash,
          mustChange: false,
          changedAt: now,
        });
        await inside.throttle.clear(personKey(person.id));
        await endSessionsOf(inside, person.id, {
          reason: 'password_reset',
          actor,
          now,
          network: origin.address,
        });
        await notify(inside, person, now, origin);
        await inside.audit.append({
          type: link.purpose === 'reset' ? 'password.reset' : 'activation.used',
          at: now,
          actor,
          personId: person.id,
          network: origin.address,
          supportCode: origin.supportCode,
        });
      });
    },

    /** An officer sets a password; every session of the person ends. */
    async set(
      person: Person,
      password: string,
      { mustChange, actor }: { mustChange: boolean; actor: Actor },
    ): Promise<void> {
      const now = clock.now();
      const hash = await hashNew(person, password);
      await transact(async (inside) => {
        await inside.credentials.savePassword({ personId: person.id, hash, mustChange, changedAt: now });
        await inside.passwordResets.voidAllOf(person.id, now);
        await inside.throttle.clear(personKey(person.id));
        await endSessionsOf(inside, person.id, { reason: 'password_reset', actor, now });
        await notify(inside, person, now, { address: 'MicConnect', supportCode: ids.supportCode() });
        await inside.audit.append({
          type: 'password.changed',
          at: now,
          actor,
          personId: person.id,
          details: { must_change: mustChange },
        });
      });
    },
  };
}
