import type { Context } from 'koa';
import type { Provider } from 'oidc-provider';
import type { Clock } from '../domain/clock.ts';
import type { SessionLimits } from '../domain/sessions/session-store.ts';
import type { Stores } from '../domain/transact.ts';

/** The person behind a browser. */
export interface SignedIn {
  personId: string;
  uid: string;
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
    async carried(provider: Provider, ctx: Context): Promise<SignedIn | undefined> {
      const { accountId, uid } = await provider.Session.get(ctx);
      return accountId === undefined ? undefined : { personId: accountId, uid };
    },

    /** Who is signed in at a page of our own, or undefined. */
    async signedIn(provider: Provider, ctx: Context): Promise<SignedIn | undefined> {
      const session = await provider.Session.get(ctx);
      if (session.accountId === undefined || !(await observe(session, ctx))) return undefined;
      return { personId: session.accountId, uid: session.uid };
    },
  };
}
