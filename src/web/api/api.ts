import { REST_API } from '../../domain/clients/scopes.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Context, Next } from '../context.ts';
import { bearer } from '../middleware/bearer.ts';
import type { WebParts } from '../web-parts.ts';
import { problemBoundary } from './problem.ts';

type Parts = Pick<WebParts, 'issuer' | 'accessTokens' | 'log'>;

/** Everything below `/api`: JSON only, no cookies, and no other site's script may read it (no CORS). */
export function restApi({ issuer, accessTokens, log }: Parts) {
  const problems = problemBoundary(log);
  const authenticate = bearer(accessTokens, { issuer, resource: `${issuer}${REST_API.path}` });

  return async function api(ctx: Context, next: Next): Promise<void> {
    if (!isBelow('/api', ctx.path)) return next();
    await problems(ctx, async () => {
      if (isBelow(REST_API.path, ctx.path)) return authenticate(ctx, notFound);
      return notFound();
    });
  };
}

function isBelow(prefix: string, path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

async function notFound(): Promise<void> {
  throw new DomainError('not_found');
}
