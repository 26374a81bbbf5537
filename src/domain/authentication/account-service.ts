import type { Actor } from '../audit/audit-event.ts';
import type { Clock } from '../clock.ts';
import { getPerson } from '../directory/person-lookup.ts';
import { endSession, endSessionsOf } from '../sessions/session-service.ts';
import type { Stores, Transact } from '../transact.ts';
import type { PasswordService } from './password-service.ts';
import { deviceKey, factorKey, personKey } from './throttle.ts';

interface Dependencies {
  stores: Pick<Stores, 'directory'>;
  transact: Transact;
  passwords: PasswordService;
  clock: Clock;
}

export type AccountService = ReturnType<typeof createAccountService>;

/** What the help desk does to an account. `reference` is an employee number, official e-mail or id. */
export function createAccountService({ stores, transact, passwords, clock }: Dependencies) {
  return {
    /** @throws person_not_found, or a password_… code */
    async setPassword(
      reference: string,
      password: string,
      options: { mustChange: boolean; actor: Actor },
    ): Promise<void> {
      await passwords.set(await getPerson(stores.directory, reference), password, options);
    },

    /**
     * Opens the paths of password and codes again at once; codes that 100 wrong ones locked are enrolled anew instead.
     * @throws person_not_found
     */
    async unlock(reference: string, actor: Actor): Promise<void> {
      const now = clock.now();
      await transact(async ({ directory, devices, throttle, audit }) => {
        const person = await getPerson(directory, reference);
        const known = await devices.listOf(person.id, now);
        const keys = [personKey(person.id), factorKey(person.id), ...known.map(({ id }) => deviceKey(id))];
        for (const key of keys) await throttle.clear(key);
        await audit.append({ type: 'account.unlocked', at: now, actor, personId: person.id });
      });
    },

    /** Ends one session, if it is this person's and open; returns whether it was. */
    endSession: (personId: string, uid: string, actor: Actor): Promise<boolean> =>
      transact(async (inside) => {
        const open = await inside.sessions.listOpen(personId);
        if (!open.some((session) => session.uid === uid)) return false;
        const ended = await endSession(inside, uid, { reason: 'operator', actor, now: clock.now() });
        return ended !== undefined;
      }),

    /** Ends every session of a person; returns how many. @throws person_not_found */
    async signOut(reference: string, actor: Actor): Promise<number> {
      const now = clock.now();
      return transact(async (inside) => {
        const person = await getPerson(inside.directory, reference);
        return endSessionsOf(inside, person.id, { reason: 'operator', actor, now });
      });
    },
  };
}
