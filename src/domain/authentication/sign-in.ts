import { type Clock, dayOf } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import { findOpenPerson } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import type { Stores, Transact } from '../transact.ts';
import { type Assurance, assuranceOf } from './assurance.ts';
import { verifyPassword } from './password.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { PasswordService } from './password-service.ts';
import type { RequestOrigin } from './request-origin.ts';

/** How long a sign-in may wait between its password and its last step. */
const PENDING_LIFE_MS = 15 * 60_000;

/** The visit that the provider asks for. */
export interface SignInContext {
  /** The interaction's uid. */
  uid: string;
  clientId: string | null;
}

/** What the page shows next, or the person who is now signed in. */
export type SignInStep =
  | { step: 'password' }
  | { step: 'change-password'; person: Person }
  | { step: 'done'; person: Person; assurance: Assurance };

interface Dependencies {
  stores: Stores;
  transact: Transact;
  hasher: PasswordHasher;
  passwords: PasswordService;
  clock: Clock;
}

export type SignIn = ReturnType<typeof createSignIn>;

/**
 * The state of a sign-in and its one dispatcher: every page asks `next`, every post ends in it.
 * A step is done when the database says so, never because a page was visited.
 */
export function createSignIn(dependencies: Dependencies) {
  const { stores, transact, passwords, clock } = dependencies;

  async function pending(uid: string): Promise<Person | undefined> {
    const now = clock.now();
    const signIn = await stores.signIns.find(uid, now);
    return signIn && findOpenPerson(stores.directory, signIn.personId, dayOf(now));
  }

  async function complete(
    { uid, clientId }: SignInContext,
    person: Person,
    origin: RequestOrigin,
  ): Promise<SignInStep> {
    const assurance = assuranceOf(['password']);
    const now = clock.now();
    await transact(async ({ signIns, activity, audit }) => {
      await signIns.remove(uid);
      await activity.signedIn(person.id, now);
      await audit.append({
        type: 'sign_in.succeeded',
        at: now,
        actor: { kind: 'person', id: person.id },
        personId: person.id,
        clientId: clientId ?? undefined,
        network: origin.address,
        supportCode: origin.supportCode,
        details: { acr: assurance.acr, user_agent: origin.userAgent },
      });
    });
    return { step: 'done', person, assurance };
  }

  return {
    /** The step that an interaction stands at. */
    async next(uid: string): Promise<SignInStep> {
      const person = await pending(uid);
      return person === undefined ? { step: 'password' } : { step: 'change-password', person };
    },

    /** @throws sign_in_refused, network_paused, busy */
    async submitPassword(
      context: SignInContext,
      attempt: { login: string; password: string },
      origin: RequestOrigin,
    ): Promise<SignInStep> {
      const { person, mustChange } = await verifyPassword(
        dependencies,
        { ...attempt, clientId: context.clientId },
        origin,
      );
      if (!mustChange) return complete(context, person, origin);
      const now = clock.now();
      const expiresAt = new Date(now.getTime() + PENDING_LIFE_MS);
      await stores.signIns.save({ uid: context.uid, personId: person.id, passwordAt: now, expiresAt });
      return { step: 'change-password', person };
    },

    /** @throws sign_in_expired when no password was given in this interaction, or a password_… code */
    async submitNewPassword(
      context: SignInContext,
      password: string,
      origin: RequestOrigin,
    ): Promise<SignInStep> {
      const person = await pending(context.uid);
      if (person === undefined) throw new DomainError('sign_in_expired');
      await passwords.choose(person, password, origin);
      return complete(context, person, origin);
    },
  };
}
