import type { KoaContextWithOIDC } from 'oidc-provider';
import type { SignOut } from './sign-out.ts';

/** Library routes that end a session beside our transaction: they do not exist here. */
const CLOSED = ['/oidc/end-session/confirm', '/oidc/end-session/success'];

/**
 * Closes library routes that we replace, and answers an end-session request of a browser that has no
 * session: the library would post it to one of them.
 */
export function guardRoutes(signOut: SignOut) {
  return async function routes(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    if (CLOSED.includes(ctx.path)) return ctx.throw(404);
    await next();
    const isAnonymous = ctx.oidc?.route === 'end_session' && ctx.oidc.session?.accountId === undefined;
    if (isAnonymous && ctx.status === 200) await signOut.endAtOnce(ctx);
  };
}
