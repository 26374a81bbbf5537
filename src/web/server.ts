import Router from '@koa/router';
import Koa from 'koa';
import mount from 'koa-mount';
import { consoleRoutes } from './admin/console.ts';
import { restApi } from './api/api.ts';
import { assetMiddleware } from './assets.ts';
import type { Context } from './context.ts';
import { healthRoutes } from './health.ts';
import { signInRoutes } from './interaction/sign-in-pages.ts';
import { accessLog } from './middleware/access-log.ts';
import { refuseCrossSite } from './middleware/cross-site.ts';
import { edge } from './middleware/edge.ts';
import { errorBoundary } from './middleware/error-boundary.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { passwordRoutes } from './password/password-pages.ts';
import { launcherRoutes } from './portal/launcher.ts';
import { portalSignInRoutes } from './portal/portal-sign-in.ts';
import { profileRoutes } from './portal/profile.ts';
import { requestRoutes } from './portal/requests.ts';
import { rolesRoutes } from './portal/roles-page.ts';
import { securityRoutes } from './portal/security-page.ts';
import { preferenceRoutes } from './preferences.ts';
import { scimApi } from './scim/scim.ts';
import { signOutRoutes } from './sign-out-pages.ts';
import type { WebParts } from './web-parts.ts';

/** The order in which a request meets everything; the provider comes last and answers what is its own. */
export function createServer(parts: WebParts, cookieKeys: string[]): Koa {
  const { issuer, provider, followKeys, log } = parts;
  const isHttps = issuer.startsWith('https://');
  const app = new Koa({ keys: cookieKeys });
  // Safe because `edge` has already replaced every forwarding header by what we know ourselves.
  app.proxy = true;
  app.on('error', (error, ctx?: Context) =>
    log.error({ err: error, requestId: ctx?.state?.requestId }, 'unexpected'),
  );

  app.use(edge(parts));
  app.use(healthRoutes(parts.health, parts.metrics));
  app.use(accessLog(log, parts.metrics));
  app.use(securityHeaders({ isHttps }));
  app.use(restApi(parts));
  app.use(scimApi(parts));
  app.use(errorBoundary(parts.pages, log));
  app.use(assetMiddleware(parts.assets));
  app.use(refuseCrossSite({ issuer, isProtocol: (path) => path.startsWith('/oidc/') }));

  const router = new Router();
  launcherRoutes(router, parts);
  securityRoutes(router, parts);
  rolesRoutes(router, parts);
  requestRoutes(router, parts);
  profileRoutes(router, parts);
  consoleRoutes(router, parts);
  portalSignInRoutes(router);
  signInRoutes(router, parts);
  passwordRoutes(router, parts);
  preferenceRoutes(router, { isHttps });
  signOutRoutes(router, parts);
  app.use(router.routes());
  app.use(async (_, next) => {
    await followKeys();
    await next();
  });
  app.use(mount(provider));
  return app;
}
