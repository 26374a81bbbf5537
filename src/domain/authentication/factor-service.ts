import type { Actor } from '../audit/audit-event.ts';
import type { Clock, Ids } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import { getPersonRecord } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import type { Stores, Transact } from '../transact.ts';
import { isAdministrator } from './administrator.ts';
import { noticeOfChange } from './credential-notice.ts';
import { eventOf, type FactorChange, labelOf, officersDesk } from './factor-change.ts';
import type { OneTimeCodes } from './one-time-codes.ts';
import { newRecoveryCodes } from './recovery-codes.ts';
import type { RequestOrigin } from './request-origin.ts';
import { factorKey, factorLifetimeKey } from './throttle.ts';
import type { TotpEnrolment } from './totp-store.ts';

/** How long a secret that nobody confirmed is shown and taken. */
const ENROLMENT_LIFE_MS = 15 * 60_000;

interface Dependencies {
  stores: Stores;
  transact: Transact;
  oneTimeCodes: OneTimeCodes;
  clock: Clock;
  ids: Ids;
}

/** What a person needs to set an app up. */
export interface ShownSecret {
  secret: string;
  uri: string;
  expiresAt: Date;
}

export type FactorService = ReturnType<typeof createFactorService>;

/** Enrolling, replacing and taking away second factors; every change is audited and told to the person. */
export function createFactorService({ stores, transact, oneTimeCodes, clock, ids }: Dependencies) {
  /** Puts a confirmed secret in the place of whatever was there, with fresh recovery codes. */
  async function enrol(
    inside: Stores,
    { secret, step }: { secret: string; step: number },
    change: FactorChange,
  ): Promise<string[]> {
    const { person, actor, at, origin } = change;
    const isReplaced = await inside.totp.remove(person.id);
    await inside.totp.save({ personId: person.id, secret, lastStep: step, enrolledAt: at });
    const codes = newRecoveryCodes(ids);
    await inside.totp.replaceRecoveryCodes(person.id, codes, at);
    await inside.devices.distrustAllOf(person.id);
    for (const key of [factorKey(person.id), factorLifetimeKey(person.id)]) await inside.throttle.clear(key);
    await inside.audit.append({
      ...eventOf(change),
      type: 'credential.enrolled',
      actor,
      details: { method: 'totp', replaced: isReplaced },
    });
    await noticeOfChange(inside, person, isReplaced ? 'totp_replaced' : 'totp_enrolled', { at, origin });
    return codes;
  }

  return {
    /**
     * The secret to show: the same one for as long as it lives.
     * @param context the interaction or session whose page shows it
     */
    async beginTotp(person: Person, context: string): Promise<ShownSecret> {
      const now = clock.now();
      const fresh: TotpEnrolment = {
        personId: person.id,
        context,
        secret: oneTimeCodes.newSecret(),
        expiresAt: new Date(now.getTime() + ENROLMENT_LIFE_MS),
      };
      const { secret, expiresAt } = await stores.totp.keepEnrolment(fresh, now);
      return { secret, uri: oneTimeCodes.uri(secret, labelOf(person)), expiresAt };
    },

    /**
     * Enrols the shown secret once a code proves that the app has it; returns the recovery codes, which
     * are never shown again. The code's step is used with that.
     * @throws enrolment_expired, code_refused
     */
    async confirmTotp(
      person: Person,
      { context, code }: { context: string; code: string },
      origin: RequestOrigin,
    ): Promise<string[]> {
      const at = clock.now();
      const enrolment = await stores.totp.findEnrolment(person.id, context, at);
      if (enrolment === undefined) throw new DomainError('enrolment_expired');
      const step = oneTimeCodes.stepOf(enrolment.secret, code, at);
      if (step === undefined) throw new DomainError('code_refused');
      return transact(async (inside) => {
        if (!(await inside.totp.consumeEnrolment(person.id, context, at)))
          throw new DomainError('enrolment_expired');
        const actor: Actor = { kind: 'person', id: person.id };
        return enrol(inside, { secret: enrolment.secret, step }, { person, actor, at, origin });
      });
    },

    /** Fresh recovery codes; the old ones are void. Whether there is a factor they stand in for is the caller's to ask. */
    async makeRecoveryCodes(person: Person, origin: RequestOrigin): Promise<string[]> {
      const at = clock.now();
      const codes = newRecoveryCodes(ids);
      await transact(async (inside) => {
        await inside.totp.replaceRecoveryCodes(person.id, codes, at);
        const change: FactorChange = { person, actor: { kind: 'person', id: person.id }, at, origin };
        await inside.audit.append({ ...eventOf(change), type: 'recovery_codes.made' });
        await noticeOfChange(inside, person, 'recovery_codes_made', { at, origin });
      });
      return codes;
    },

    /**
     * An officer sets up one-time codes for a person and hands secret and codes over in person. What opens a privileged
     * account is not replaced so: that is a reset, which takes two.
     * @throws person_not_found, second_factor_held
     */
    async enrolFor(reference: string, actor: Actor) {
      const at = clock.now();
      const secret = oneTimeCodes.newSecret();
      return transact(async (inside) => {
        const record = await getPersonRecord(inside.directory, reference);
        const { person } = record;
        const held = await inside.credentials.listSecondMethods(person.id);
        if (held.length > 0 && (await isAdministrator(inside, record, at)))
          throw new DomainError('second_factor_held', { person: reference });
        const origin = officersDesk(ids);
        const codes = await enrol(inside, { secret, step: 0 }, { person, actor, at, origin });
        return { secret, uri: oneTimeCodes.uri(secret, labelOf(person)), recoveryCodes: codes };
      });
    },
  };
}
