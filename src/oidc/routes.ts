import type { KoaContextWithOIDC } from 'oidc-provider';
import { deviceFormOf } from './device-flow.ts';
import type { ProviderPages } from './provider-pages.ts';
import type { SignOut } from './sign-out.ts';

/** Library routes that end a session beside our transaction: they do not exist here. */
const CLOSED = ['/oidc/end-session/confirm', '/oidc/end-session/success'];

/** Requests that may come as a form as well (OpenID Connect Core 3.1.2.1, RP-Initiated Logout section 2). */
const POSTABLE = ['/oidc/authorize', '/oidc/end-session'];
/** What still fits into the header of the request that it becomes: a hint with hundreds of roles does. */
const MAX_FORM_BYTES = 30 * 1024;

type Next = () => Promise<void>;

/** Closes library routes that we replace, and answers for the library where its own page would not do. */
export function guardRoutes(signOut: SignOut, pages: ProviderPages) {
  return async function routes(ctx: KoaContextWithOIDC, next: Next): Promise<void> {
    if (CLOSED.includes(ctx.path)) return ctx.throw(404);
    if (ctx.method === 'POST' && POSTABLE.includes(ctx.path)) return redirectPosted(ctx);
    await next();
    if (ctx.status !== 200 || ctx.oidc === undefined) return;
    const { route, session, params } = ctx.oidc;
    // The library would post the request of a browser without a session to a route that is closed.
    if (route === 'end_session' && session?.accountId === undefined) await signOut.endAtOnce(ctx);
    // The library would post the code by script; our form waits for the person, with the code in it.
    if (route === 'code_verification' && ctx.method === 'GET' && typeof params?.user_code === 'string') {
      pages.deviceInput(ctx, { ...deviceFormOf(ctx, params.user_code), problem: null });
    }
    if (params?.response_mode === 'form_post') allowFormTo(ctx, params.redirect_uri);
  };
}

/** `response_mode=form_post` posts to the client: the page's policy must let it (the library adds its script). */
function allowFormTo(ctx: KoaContextWithOIDC, redirectUri: unknown): void {
  const policy = ctx.response.get('content-security-policy');
  if (typeof redirectUri !== 'string' || !URL.canParse(redirectUri)) return;
  ctx.set(
    'content-security-policy',
    policy.replace(`form-action 'self'`, `form-action 'self' ${new URL(redirectUri).origin}`),
  );
}

/**
 * Turns a posted request into the same one by GET: our cookies are SameSite=Lax, and come with that only.
 * The library reads and refuses its parameters as ever.
 */
async function redirectPosted(ctx: KoaContextWithOIDC): Promise<void> {
  if (!ctx.is('application/x-www-form-urlencoded')) return ctx.throw(400);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of ctx.req.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > MAX_FORM_BYTES) return ctx.throw(413);
    chunks.push(chunk);
  }
  ctx.status = 303;
  ctx.redirect(`${ctx.path}?${new URLSearchParams(Buffer.concat(chunks).toString('utf8'))}`);
}
