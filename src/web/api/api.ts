import { REST_API } from '../../domain/clients/scopes.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Context, Next } from '../context.ts';
import { bearer } from '../middleware/bearer.ts';
import type { WebParts } from '../web-parts.ts';
import { createDispatch } from './dispatch.ts';
import { openApiDocument } from './openapi.ts';
import { problemBoundary } from './problem.ts';
import { type ApiParts, apiRoutes } from './routes.ts';

type Parts = ApiParts & Pick<WebParts, 'issuer' | 'accessTokens' | 'log'>;

/** Everything below `/api`: JSON only, no cookies, and no other site's script may read it (no CORS). */
export function restApi(parts: Parts) {
  const { issuer, accessTokens, log } = parts;
  const routes = apiRoutes(parts);
  const document = openApiDocument(routes, issuer);
  const problems = problemBoundary(log);
  const authenticate = bearer(accessTokens, { issuer, resource: `${issuer}${REST_API.path}` });
  const dispatch = createDispatch(routes, {
    issuer,
    maxUploadBytes: parts.staffFiles.maxBytes,
    extentOf: parts.reading.extentOf,
  });

  return async function api(ctx: Context, next: Next): Promise<void> {
    if (!isBelow('/api', ctx.path)) return next();
    await problems(ctx, async () => {
      if (isBelow(REST_API.path, ctx.path)) return authenticate(ctx, () => dispatch(ctx));
      if (ctx.path !== '/api/openapi.json') throw new DomainError('not_found');
      if (!['GET', 'HEAD'].includes(ctx.method)) {
        ctx.set('Allow', 'GET, HEAD');
        throw new DomainError('method_not_allowed');
      }
      ctx.body = document;
    });
  };
}

function isBelow(prefix: string, path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}
