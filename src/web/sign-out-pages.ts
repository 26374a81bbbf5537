import type Router from '@koa/router';
import { titleOf } from './client-title.ts';
import type { Context } from './context.ts';
import { readForm } from './form.ts';
import { preferencesOf } from './preferences.ts';
import type { SignOutDoneView } from './view-models.ts';
import type { WebParts } from './web-parts.ts';

type Parts = Pick<WebParts, 'provider' | 'sessions' | 'signOut' | 'stores' | 'pages' | 'csrf' | 'clock'>;

const ENDED_COOKIE = 'micconnect_ended';
/** How long the page waits for relying parties before it says that they are being told again. */
const PATIENCE_MS = 400;

/** `POST /sign-out` ends the browser's session; `/signed-out` says which systems have heard of it. */
export function signOutRoutes(router: Router, parts: Parts): void {
  const { provider, sessions, signOut, stores, pages, csrf, clock } = parts;

  router.post('/sign-out', async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf', 'request']);
    const carried = await sessions.carried(provider, ctx);
    const request = form.request === 'client' ? await signOut.requestOf(provider, ctx) : {};
    if (carried !== undefined) {
      csrf.check(carried.uid, form.csrf);
      await signOut.end(carried.uid, carried.personId, ctx.state.origin.address);
      ctx.cookies.set(ENDED_COOKIE, carried.uid, {
        signed: true,
        httpOnly: true,
        sameSite: 'lax',
        maxAge: 10 * 60_000,
      });
    }
    ctx.cookies.set(provider.cookieName('session'), null, { signed: true, httpOnly: true, sameSite: 'lax' });
    ctx.status = 303;
    ctx.redirect(signOut.addressAfter(request));
  });

  router.get('/signed-out', async (ctx: Context) => {
    const uid = ctx.cookies.get(ENDED_COOKIE, { signed: true });
    pages.show(ctx, 'sign-out/done', {
      at: clock.now(),
      systems: uid === undefined ? [] : await systemsOf(uid, preferencesOf(ctx).lang),
      signInUrl: '/',
      returnUrl: null,
    });
  });

  async function systemsOf(uid: string, lang: 'vi' | 'en'): Promise<SignOutDoneView['systems']> {
    const deadline = performance.now() + PATIENCE_MS;
    let told = await stores.deliveries.listOfSession(uid);
    while (told.some(({ deliveredAt }) => deliveredAt === null) && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      told = await stores.deliveries.listOfSession(uid);
    }
    const clients = new Map((await stores.clients.list()).map((client) => [client.id, client]));
    return told.map(({ clientId, deliveredAt }) => {
      const client = clients.get(clientId);
      return {
        title: client === undefined ? clientId : titleOf(client, lang),
        icon: client?.metadata.launcher?.icon ?? null,
        state: deliveredAt === null ? 'retrying' : 'ended',
      };
    });
  }
}
