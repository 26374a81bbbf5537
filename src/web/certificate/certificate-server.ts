import Router from '@koa/router';
import Koa from 'koa';
import { DomainError } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { accessLog } from '../middleware/access-log.ts';
import { noteOrigin, toNetwork } from '../middleware/edge.ts';
import { securityHeaders } from '../middleware/security-headers.ts';
import { statusOf } from '../status.ts';
import type { WebParts } from '../web-parts.ts';
import { presentedOn } from './presented.ts';

type Parts = Pick<
  WebParts,
  'issuer' | 'trustedProxies' | 'networks' | 'certificateTickets' | 'ids' | 'log' | 'metrics'
>;

/**
 * The listener that asks browsers for a certificate, on an origin of its own: the choice of a certificate holds for
 * a whole host, and a browser that is asked on every page is a nuisance. It has one address, no cookies and no pages; it
 * notes what was presented for a ticket and sends the browser back to the page that asked, which judges it.
 */
export function createCertificateServer({
  issuer,
  trustedProxies,
  networks,
  certificateTickets,
  ids,
  log,
  metrics,
}: Parts): Koa {
  const proxies = trustedProxies.map(toNetwork);
  const inside = networks.map(toNetwork);
  const app = new Koa();
  app.on('error', (error) => log.error({ err: error }, 'unexpected'));
  app.use(async (ctx: Context, next) => {
    noteOrigin(ctx, { proxies, inside, ids });
    await next();
  });
  app.use(accessLog(log, metrics));
  app.use(securityHeaders({ isHttps: true }));
  app.use(async (ctx: Context, next) => {
    try {
      await next();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      ctx.status = statusOf(error.code);
      ctx.type = 'text';
      ctx.body = `${error.code} ${ctx.state.origin.supportCode}\n`;
    }
  });

  const router = new Router();
  router.get('/certificate', async (ctx: Context) => {
    const { ticket } = ctx.query;
    if (typeof ticket !== 'string') throw new DomainError('certificate_ticket_invalid');
    const presented = presentedOn(ctx, proxies);
    const { context, answer } = await certificateTickets.present(ticket, presented);
    // Nothing of this connection is kept: the next visit shakes hands anew, maybe with another token.
    ctx.set('Connection', 'close');
    ctx.set('Cache-Control', 'no-store');
    ctx.status = 303;
    ctx.redirect(`${issuer}${returnPath(context)}?answer=${answer}`);
  });
  app.use(router.routes());
  return app;
}

/** A session asks in order to enrol, an interaction in order to sign in. */
function returnPath(context: string): string {
  if (context.startsWith('session:')) return '/security/certificate/return';
  return `/interaction/${encodeURIComponent(context)}/certificate/return`;
}
