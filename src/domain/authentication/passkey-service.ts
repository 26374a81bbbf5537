import type { Actor } from '../audit/audit-event.ts';
import type { Clock, Ids } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import { getPerson } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import { endSessionsOf } from '../sessions/session-service.ts';
import type { Stores, Transact } from '../transact.ts';
import { noticeOfChange } from './credential-notice.ts';
import { eventOf, type FactorChange, labelOf, officersDesk } from './factor-change.ts';
import { CHALLENGE_LIFE_MS } from './passkey.ts';
import type { BrowserOptions, PasskeyCeremony } from './passkey-ceremony.ts';
import type { Passkey } from './passkey-store.ts';
import { newRecoveryCodes } from './recovery-codes.ts';
import type { RequestOrigin } from './request-origin.ts';

/** How many passkeys a person may have. */
export const MOST_PASSKEYS = 10;

const LONGEST_NAME = 60;

interface Dependencies {
  stores: Stores;
  transact: Transact;
  ceremony: PasskeyCeremony;
  clock: Clock;
  ids: Ids;
}

/** What an enrolment brings. */
export interface EnrolledPasskey {
  passkey: Passkey;
  /** Shown this once; none where the person had a factor before, whose codes stand in for this one too. */
  recoveryCodes: string[];
}

export type PasskeyService = ReturnType<typeof createPasskeyService>;

/** Enrolling, naming and revoking passkeys; every change is audited, and all but a name told to the person. */
export function createPasskeyService({ stores, transact, ceremony, clock, ids }: Dependencies) {
  async function revoke(inside: Stores, id: string, change: FactorChange): Promise<void> {
    const { person, at, origin } = change;
    await inside.passkeys.lock(person.id);
    const removed = await inside.passkeys.remove(person.id, id);
    if (removed === undefined) throw new DomainError('passkey_not_found');
    // Codes that stand in for nothing are none.
    if ((await inside.credentials.listSecondMethods(person.id)).length === 0)
      await inside.totp.replaceRecoveryCodes(person.id, [], at);
    const details = { method: 'passkey', name: removed.name };
    await inside.audit.append({ ...eventOf(change), type: 'credential.revoked', details });
    await noticeOfChange(inside, person, 'passkey_revoked', { at, origin });
  }

  return {
    /**
     * What to ask the browser for, so that it makes a key for a person. The caller has let her sign in anew.
     * @param context the interaction or session whose page asks
     * @throws too_many_passkeys
     */
    async beginPasskey(person: Person, context: string): Promise<BrowserOptions> {
      const known = await stores.passkeys.list(person.id);
      if (known.length >= MOST_PASSKEYS) throw new DomainError('too_many_passkeys');
      const challenge = ids.secret();
      const handle = await stores.passkeys.keepHandle(person.id, ids.secret());
      const expiresAt = new Date(clock.now().getTime() + CHALLENGE_LIFE_MS);
      const asked = { context, purpose: 'enrol', personId: person.id } as const;
      await stores.passkeys.saveChallenge({ ...asked, challenge, expiresAt });
      return ceremony.enrolmentOptions({
        challenge,
        handle,
        login: labelOf(person),
        fullName: person.fullName,
        known,
      });
    },

    /**
     * Enrols the key that the browser's answer proves. The first factor of a person brings recovery codes.
     * @param name what the person calls it, 1 to 60 characters
     * @throws passkey_not_made, passkey_exists, passkey_name_invalid, too_many_passkeys
     */
    async confirmPasskey(
      person: Person,
      { context, response, name }: { context: string; response: string; name: string },
      origin: RequestOrigin,
    ): Promise<EnrolledPasskey> {
      const at = clock.now();
      const called = readName(name);
      const asked = { context, purpose: 'enrol', personId: person.id } as const;
      const challenge = await stores.passkeys.consumeChallenge(asked, at);
      const key = challenge && (await ceremony.verifyEnrolment(response, challenge));
      if (!key) throw new DomainError('passkey_not_made');
      return transact(async (inside) => {
        await inside.passkeys.lock(person.id);
        const former = await inside.credentials.listSecondMethods(person.id);
        if ((await inside.passkeys.list(person.id)).length >= MOST_PASSKEYS)
          throw new DomainError('too_many_passkeys');
        const passkey: Passkey = {
          id: ids.uuid(),
          personId: person.id,
          name: called,
          createdAt: at,
          lastUsedAt: null,
          ...key,
        };
        if (!(await inside.passkeys.add(passkey))) throw new DomainError('passkey_exists');
        const recoveryCodes = former.length === 0 ? newRecoveryCodes(ids) : [];
        if (recoveryCodes.length > 0) await inside.totp.replaceRecoveryCodes(person.id, recoveryCodes, at);
        const change: FactorChange = { person, actor: { kind: 'person', id: person.id }, at, origin };
        const details = { method: 'passkey', name: called };
        await inside.audit.append({ ...eventOf(change), type: 'credential.enrolled', details });
        await noticeOfChange(inside, person, 'passkey_enrolled', { at, origin });
        return { passkey, recoveryCodes };
      });
    },

    /** In the order in which they were enrolled. */
    listPasskeys: (person: Pick<Person, 'id'>): Promise<Passkey[]> => stores.passkeys.list(person.id),

    /** @throws passkey_not_found, passkey_name_invalid */
    async renamePasskey(person: Person, id: string, name: string, origin: RequestOrigin): Promise<void> {
      const called = readName(name);
      await transact(async (inside) => {
        if (!(await inside.passkeys.rename(person.id, id, called)))
          throw new DomainError('passkey_not_found');
        const actor: Actor = { kind: 'person', id: person.id };
        const change: FactorChange = { person, actor, at: clock.now(), origin };
        const details = { method: 'passkey', name: called };
        await inside.audit.append({ ...eventOf(change), type: 'credential.renamed', details });
      });
    },

    /**
     * A person takes one of her passkeys away.
     * @param checkRest judges what is left, in the same transaction; what it throws keeps the passkey
     * @throws passkey_not_found
     */
    async revokePasskey(
      person: Person,
      id: string,
      origin: RequestOrigin,
      checkRest: (inside: Stores) => Promise<void> = async () => {},
    ): Promise<void> {
      const change: FactorChange = {
        person,
        actor: { kind: 'person', id: person.id },
        at: clock.now(),
        origin,
      };
      await transact(async (inside) => {
        await revoke(inside, id, change);
        await checkRest(inside);
      });
    },

    /** For officers. @throws person_not_found, person_ambiguous */
    async listFor(reference: string): Promise<Passkey[]> {
      return stores.passkeys.list((await getPerson(stores.directory, reference)).id);
    },

    /**
     * An officer takes a passkey of a person away, and ends all sessions, which whoever has it may have opened.
     * @throws person_not_found, person_ambiguous, passkey_not_found
     */
    async revokeFor(reference: string, id: string, actor: Actor): Promise<{ sessions: number }> {
      const at = clock.now();
      return transact(async (inside) => {
        const person = await getPerson(inside.directory, reference);
        await revoke(inside, id, { person, actor, at, origin: officersDesk(ids) });
        const ended = { reason: 'credentials_reset', actor, now: at } as const;
        return { sessions: await endSessionsOf(inside, person.id, ended) };
      });
    },
  };
}

/** @throws passkey_name_invalid */
function readName(text: string): string {
  const name = text.normalize('NFC').trim().replace(/\s+/g, ' ');
  // Nothing that could hide or turn round what stands beside it in a list or a log.
  if (name === '' || [...name].length > LONGEST_NAME || /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u.test(name))
    throw new DomainError('passkey_name_invalid');
  return name;
}
