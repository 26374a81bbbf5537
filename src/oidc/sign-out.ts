import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Clock } from '../domain/clock.ts';
import { endSession } from '../domain/sessions/session-service.ts';
import type { Stores, Transact } from '../domain/transact.ts';

/** What an end-session request asked for, kept in the browser's session until the person agreed. */
interface SignOutRequest {
  postLogoutRedirectUri?: string | undefined;
  state?: string | undefined;
  clientId?: string | undefined;
}

interface Dependencies {
  stores: Pick<Stores, 'sessions'>;
  transact: Transact;
  clock: Clock;
}

export type SignOut = ReturnType<typeof createSignOut>;

/**
 * Ends sessions at the person's wish (OpenID RP-Initiated Logout 1.0). The library checks the request;
 * ending is ours, because session, tokens, audit and logout messages are one transaction, and because the
 * person never waits for a relying party.
 */
export function createSignOut({ stores, transact, clock }: Dependencies) {
  /** Ends a session and gives the address to go to: the client's registered one, or our own page. */
  async function end(uid: string, personId: string, address?: string): Promise<string[] | undefined> {
    const actor = { kind: 'person', id: personId } as const;
    return transact((inside) =>
      endSession(inside, uid, { reason: 'signed_out', actor, now: clock.now(), network: address }),
    );
  }

  /** The session that a valid hint names: signed by us, for this client, for the session's own person. */
  async function hinted({
    oidc,
  }: KoaContextWithOIDC): Promise<{ uid: string; personId: string } | undefined> {
    const payload = oidc.entities.IdTokenHint?.payload;
    if (payload === undefined || typeof payload.sub !== 'string' || typeof payload.sid !== 'string')
      return undefined;
    const uid = await stores.sessions.findBySid(payload.sub, String(payload.aud), payload.sid);
    return uid === undefined ? undefined : { uid, personId: payload.sub };
  }

  return {
    end,

    /**
     * Finishes an end-session request without a question where none is needed: nobody is signed in here, or
     * the hint proves that the client speaks for this very session (ASVS 10.6.2). True when it did.
     */
    async endAtOnce(ctx: KoaContextWithOIDC): Promise<boolean> {
      const { session } = ctx.oidc;
      const target = await hinted(ctx);
      if (session?.accountId !== undefined && target?.uid !== session.uid) return false;
      if (target !== undefined) await end(target.uid, target.personId, ctx.state.origin?.address);
      redirectAfter(ctx, session?.state as SignOutRequest | undefined);
      return true;
    },

    /** What the last end-session request of this browser asked for. */
    async requestOf(
      provider: Provider,
      ctx: Parameters<Provider['Session']['get']>[0],
    ): Promise<SignOutRequest> {
      const session = await provider.Session.get(ctx);
      return (session.state ?? {}) as SignOutRequest;
    },

    addressAfter,
  };
}

/** Where to go after a sign-out; the library has compared the address with the registered ones. */
export function addressAfter({ postLogoutRedirectUri, state }: SignOutRequest): string {
  if (postLogoutRedirectUri === undefined) return '/signed-out';
  const url = new URL(postLogoutRedirectUri);
  if (state !== undefined) url.searchParams.set('state', state);
  return url.href;
}

function redirectAfter(ctx: KoaContextWithOIDC, request: SignOutRequest = {}): void {
  ctx.status = 303;
  ctx.redirect(addressAfter(request));
  ctx.body = '';
}
