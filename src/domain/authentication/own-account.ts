import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import type { Clock } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import { DomainError } from '../errors.ts';
import { loadEffectiveRoles } from '../roles/role-lookup.ts';
import type { Stores, Transact } from '../transact.ts';
import { type AssuranceLevel, MULTI_FACTOR_LEVEL, PASSWORD_LEVEL, reaches } from './assurance.ts';
import { demandOn } from './authentication-policy.ts';
import { noticeOfChange } from './credential-notice.ts';
import { eventOf, type FactorChange } from './factor-change.ts';
import type { FactorService } from './factor-service.ts';
import { createOwnSessions } from './own-sessions.ts';
import type { PasskeyService } from './passkey-service.ts';
import { verifyPassword } from './password.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { PasswordService } from './password-service.ts';
import type { RequestOrigin } from './request-origin.ts';

interface Dependencies {
  stores: Stores;
  transact: Transact;
  hasher: PasswordHasher;
  passwords: PasswordService;
  factors: FactorService;
  passkeys: PasskeyService;
  clock: Clock;
}

export type OwnAccount = ReturnType<typeof createOwnAccount>;

/** What a person changes of her own account. Each change is audited, and told to her by mail. */
export function createOwnAccount(dependencies: Dependencies) {
  const { stores, transact, passwords, factors, passkeys, clock } = dependencies;

  /** What stands beside the password; recovery codes alone are nothing. */
  async function secondFactors({ credentials }: Pick<Stores, 'credentials'>, personId: string) {
    const methods = await credentials.listSecondMethods(personId);
    return methods.filter((method) => method !== 'recovery-code');
  }

  /** Whether policy would demand a second factor of somebody who has none. */
  async function isDemanded(record: PersonRecord, { isOutside }: RequestOrigin): Promise<boolean> {
    const roles = await loadEffectiveRoles(stores, record, OWN_CLIENT_ID, clock.now());
    const facts = { asked: null, isAdministrator: roles.length > 0, isOutside, hasSecondFactor: false };
    return reaches(demandOn(facts, await stores.settings.load()).level, MULTI_FACTOR_LEVEL);
  }

  return {
    /** The level of the fresh sign-in on which a person changes credentials: with the second factor, if she has one. */
    async levelForChanges(personId: string): Promise<AssuranceLevel> {
      return (await secondFactors(stores, personId)).length > 0 ? MULTI_FACTOR_LEVEL : PASSWORD_LEVEL;
    },

    /**
     * A new password; the current one is asked for, and throttled like a sign-in.
     * @param device what the browser is known by
     * @throws sign_in_refused, network_paused, busy, or a password_… code
     */
    async changePassword(
      person: Person,
      { current, chosen, device }: { current: string; chosen: string; device: string | null },
      origin: RequestOrigin,
    ): Promise<void> {
      const login = person.email ?? person.employeeNo ?? '';
      const attempt = { login, password: current, clientId: null, device };
      const found = await verifyPassword(dependencies, attempt, origin);
      if (found.person.id !== person.id) throw new DomainError('sign_in_refused');
      await passwords.choose(person, chosen, origin);
    },

    /**
     * Takes the authenticator app away, and with the last factor the recovery codes that stand in for it.
     * @throws second_factor_demanded when policy asks for a second factor and there is no other one
     */
    async revokeTotp(record: PersonRecord, origin: RequestOrigin): Promise<void> {
      const { person } = record;
      const isNeeded = await isDemanded(record, origin);
      const at = clock.now();
      await transact(async (inside) => {
        // App and passkeys are taken away one after the other: two at once must not each find the other there.
        await inside.passkeys.lock(person.id);
        if (!(await inside.totp.remove(person.id))) return;
        const isLast = (await secondFactors(inside, person.id)).length === 0;
        if (isLast && isNeeded) throw new DomainError('second_factor_demanded');
        if (isLast) await inside.totp.replaceRecoveryCodes(person.id, [], at);
        const change: FactorChange = { person, actor: { kind: 'person', id: person.id }, at, origin };
        const details = { method: 'totp' };
        await inside.audit.append({ ...eventOf(change), type: 'credential.revoked', details });
        await noticeOfChange(inside, person, 'totp_revoked', { at, origin });
      });
    },

    /**
     * Takes a passkey away.
     * @throws passkey_not_found, second_factor_demanded when policy asks for a second factor and there is no other one
     */
    async revokePasskey(record: PersonRecord, id: string, origin: RequestOrigin): Promise<void> {
      const { person } = record;
      const isNeeded = await isDemanded(record, origin);
      await passkeys.revokePasskey(person, id, origin, async (inside) => {
        if (isNeeded && (await secondFactors(inside, person.id)).length === 0)
          throw new DomainError('second_factor_demanded');
      });
    },

    /** Fresh recovery codes. @throws second_factor_missing when there is nothing that they stand in for */
    async makeRecoveryCodes(person: Person, origin: RequestOrigin): Promise<string[]> {
      if ((await secondFactors(stores, person.id)).length === 0)
        throw new DomainError('second_factor_missing');
      return factors.makeRecoveryCodes(person, origin);
    },

    /** A person took a copy of her data along. */
    noteExport: (person: Person, origin: RequestOrigin): Promise<void> =>
      transact(async (inside) => {
        const at = clock.now();
        const change: FactorChange = { person, actor: { kind: 'person', id: person.id }, at, origin };
        await inside.audit.append({ ...eventOf(change), type: 'person.exported' });
        await noticeOfChange(inside, person, 'data_exported', change);
      }),

    ...createOwnSessions(dependencies),
  };
}
