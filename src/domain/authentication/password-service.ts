import type { Actor } from '../audit/audit-event.ts';
import { type Clock, dayOf, type Ids } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import { findOpenPerson, getPersonRecord } from '../directory/person-lookup.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import { DomainError } from '../errors.ts';
import { endSessionsOf } from '../sessions/session-service.ts';
import type { Stores, Transact } from '../transact.ts';
import { deviceHash } from './known-device.ts';
import {
  judgePassword,
  loadPolicy,
  type NewPassword,
  storePassword,
  type WeighedPassword,
  weighPassword,
} from './new-password.ts';
import type { PasswordChecks } from './password-checks.ts';
import { type ChangeReason, changeReasonOf } from './password-expiry.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { keyOf, mailPasswordLink, type PasswordLink } from './password-link.ts';
import type { RequestOrigin } from './request-origin.ts';
import {
  NETWORK_RULE,
  normalLogin,
  personKey,
  RESET_RULE,
  resetKey,
  resetNetworkKey,
  WEIGHING_RULE,
  weighingKey,
} from './throttle.ts';

/** A link lives for 8 hours or until its first use, whichever comes first (domain.md section 5). */
const RESET_LIFE_MS = 8 * 60 * 60_000;

interface Dependencies {
  stores: Stores;
  transact: Transact;
  hasher: PasswordHasher;
  checks: PasswordChecks;
  clock: Clock;
  ids: Ids;
  issuer: string;
}

export interface PasswordRequirements {
  reason: ChangeReason;
  /** In code points. */
  minimumLength: number;
}

export type PasswordService = ReturnType<typeof createPasswordService>;

/** Choosing, setting, and setting by a mailed link: passwords. */
export function createPasswordService({
  stores,
  transact,
  hasher,
  checks,
  clock,
  ids,
  issuer,
}: Dependencies) {
  /** @throws a password_… code when the new password may not be used; busy, unavailable */
  async function accepted(person: Person, password: string, now: Date): Promise<NewPassword> {
    const record = await getPersonRecord(stores.directory, person.id);
    return judgePassword({ stores, hasher, checks }, record, password, now);
  }

  /**
   * What a form says of a password that is being typed: nothing is stored or written down. Who types too much waits,
   * and everybody who is choosing a password goes first.
   * @throws busy, unavailable
   */
  async function weigh(person: Person, password: string): Promise<WeighedPassword> {
    const now = clock.now();
    if (!(await stores.throttle.reserve(weighingKey(person.id), WEIGHING_RULE, now)))
      throw new DomainError('busy');
    const record = await getPersonRecord(stores.directory, person.id);
    const policy = await loadPolicy(stores, record, now);
    return weighPassword(checks, record, password, { policy, givesWay: true });
  }

  /** Why a person's password, though it fits, does not complete a sign-in; undefined when it does. */
  async function changeReason(record: PersonRecord): Promise<ChangeReason | undefined> {
    const now = clock.now();
    const basis = await stores.signIns.loadBasis(record.person.id, deviceHash(null), now);
    return changeReasonOf(stores, record, basis, now);
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
      const chosen = await accepted(person, password, now);
      await transact(async (inside) => {
        await storePassword(inside, person.id, chosen, { mustChange: false, now });
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

    changeReason,
    weigh,

    /** Why a sign-in asks a person for a new password, and what that one has to meet. */
    async requirements(person: Person): Promise<PasswordRequirements> {
      const record = await getPersonRecord(stores.directory, person.id);
      const { minimumLength } = await loadPolicy(stores, record, clock.now());
      return { reason: (await changeReason(record)) ?? 'first_sign_in', minimumLength };
    },

    /** What a password set by a link has to meet; undefined when the link may not be used. Using it is `setByLink`. */
    async findLink(link: PasswordLink): Promise<{ minimumLength: number } | undefined> {
      const now = clock.now();
      const person = await holderOf(link, now);
      if (person === undefined) return undefined;
      return loadPolicy(stores, await getPersonRecord(stores.directory, person.id), now);
    },

    /** As `weigh`, for whose link it is. @throws reset_link_invalid, busy, unavailable */
    async weighByLink(link: PasswordLink, password: string): Promise<WeighedPassword> {
      const person = await holderOf(link, clock.now());
      if (person === undefined) throw new DomainError('reset_link_invalid');
      return weigh(person, password);
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
      const chosen = await accepted(person, password, now);
      await transact(async (inside) => {
        if ((await inside.passwordResets.consume(keyOf(link), now)) === undefined)
          throw new DomainError('reset_link_invalid');
        const actor: Actor = { kind: 'person', id: person.id };
        await storePassword(inside, person.id, chosen, { mustChange: false, now });
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
      const chosen = await accepted(person, password, now);
      await transact(async (inside) => {
        await storePassword(inside, person.id, chosen, { mustChange, now });
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
