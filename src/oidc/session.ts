import type { Context } from 'koa';
import type { Provider } from 'oidc-provider';
import { type AssuranceLevel, levelOf, PASSWORD_LEVEL } from '../domain/authentication/assurance.ts';
import type { Clock } from '../domain/clock.ts';
import type { Session, SessionLimits } from '../domain/sessions/session-store.ts';
import type { Stores } from '../domain/transact.ts';

/** The person whose session a browser carries. */
export interface Carried {
  personId: string;
  uid: string;
}

/** The person behind a browser, and how she came in. */
export interface SignedIn extends Carried {
  /** When she last proved who she is. */
  at: Date;
  acr: AssuranceLevel;
}

/** A session that still counts, with the clients that know it. */
export interface OpenSession extends Session {
  clientIds: string[];
}

/** The part of a library session that our own accounting needs. */
interface LibrarySession {
  uid: string;
  accountId?: string | undefined;
  loginTs?: number | undefined;
}

/** What only the edge knows about a request; `web` puts it there before anything else runs. */
interface EdgeState {
  origin?: { address: string; userAgent: string | null };
}

interface Dependencies {
  stores: Pick<Stores, 'sessions'>;
  limits: SessionLimits;
  clock: Clock;
}

export type ProviderSessions = ReturnType<typeof createProviderSessions>;

/** Our account of the provider's sessions: which browser belongs to whom, and whether that still counts. */
export function createProviderSessions({ stores, limits, clock }: Dependencies) {
  /** Notes that a session is in use; false when it is over. */
  async function observe(session: LibrarySession, ctx: { state: EdgeState }): Promise<boolean> {
    if (session.accountId === undefined || session.loginTs === undefined) return false;
    const { address = null, userAgent = null } = ctx.state.origin ?? {};
    const signedInAt = new Date(session.loginTs * 1000);
    const seen = { uid: session.uid, personId: session.accountId, signedInAt, address, userAgent };
    return stores.sessions.observe(seen, limits, clock.now());
  }

  return {
    observe,

    /** Whose session the browser carries, rested or not: enough to end it, never to act in it. */
    async carried(provider: Provider, ctx: Context): Promise<Carried | undefined> {
      const { accountId, uid } = await provider.Session.get(ctx);
      return accountId === undefined ? undefined : { personId: accountId, uid };
    },

    /** Who is signed in at a page of our own, or undefined. */
    async signedIn(provider: Provider, ctx: Context): Promise<SignedIn | undefined> {
      const { accountId, uid, loginTs, acr } = await provider.Session.get(ctx);
      if (accountId === undefined || loginTs === undefined) return undefined;
      if (!(await observe({ accountId, uid, loginTs }, ctx))) return undefined;
      return {
        personId: accountId,
        uid,
        at: new Date(loginTs * 1000),
        acr: levelOf(acr ?? '') ?? PASSWORD_LEVEL,
      };
    },

    /** Where a person is signed in, the last used first: without what has rested or lasted too long. */
    async listOpen(personId: string): Promise<OpenSession[]> {
      const now = clock.now().getTime();
      const clients = await stores.sessions.listClientsOf(personId);
      return (await stores.sessions.listOpen(personId))
        .filter(({ seenAt }) => now - seenAt.getTime() < limits.idleMs)
        .filter(({ signedInAt }) => now - signedInAt.getTime() < limits.absoluteMs)
        .map((session) => ({ ...session, clientIds: clients.get(session.uid) ?? [] }));
    },
  };
}
