import { SCIM_API } from '../../domain/clients/scopes.ts';
import { DomainError } from '../../domain/errors.ts';
import { languageOf } from '../api/problem.ts';
import type { Context, Next } from '../context.ts';
import { bearer, callerOf, requireScope } from '../middleware/bearer.ts';
import { readText } from '../read-body.ts';
import { refused } from '../refused.ts';
import type { WebParts } from '../web-parts.ts';
import { MAX_BODY_BYTES } from './bounds.ts';
import type { ScimAnswer, ScimRequest } from './endpoints.ts';
import { createGroups } from './groups.ts';
import { isObject, type Json } from './json.ts';
import { refusalAnswer } from './refusal-answer.ts';
import { createRoute, withBulk } from './router.ts';
import { refuse, ScimError } from './scim-error.ts';
import { createUsers } from './users.ts';

type Parts = Pick<WebParts, 'issuer' | 'accessTokens' | 'provisioning' | 'clock' | 'log'>;

/** Everything below `/scim`: SCIM 2.0 (RFC 7643, RFC 7644) for provisioning clients, never for a person. */
export function scimApi({ issuer, accessTokens, provisioning, clock, log }: Parts) {
  const base = `${issuer}${SCIM_API.path}`;
  const route = createRoute({
    base,
    users: createUsers({ provisioning, clock, base }),
    groups: createGroups({ provisioning, base }),
  });
  const authenticate = bearer(accessTokens, { issuer, resource: base });
  const authorize = requireScope('scim');

  async function answer(ctx: Context): Promise<ScimAnswer> {
    if (!isBelow(SCIM_API.path, ctx.path)) throw new ScimError(404, undefined, 'SCIM');
    let answered: ScimAnswer = { status: 404 };
    await authenticate(ctx, () =>
      authorize(ctx, async () => {
        if (callerOf(ctx).personId !== undefined) throw new DomainError('permission_denied');
        const settle = (work: () => Promise<ScimAnswer>) => settled(ctx, work);
        answered = await withBulk(route, settle)(await readRequest(ctx));
      }),
    );
    return answered;
  }

  async function settled(ctx: Context, work: () => Promise<ScimAnswer>): Promise<ScimAnswer> {
    try {
      return await work();
    } catch (error) {
      return refusalAnswer(error, refused(ctx, error, log), languageOf(ctx));
    }
  }

  return async function scim(ctx: Context, next: Next): Promise<void> {
    if (!isBelow('/scim', ctx.path)) return next();
    send(ctx, await settled(ctx, () => answer(ctx)));
  };
}

async function readRequest(ctx: Context): Promise<ScimRequest> {
  const { method } = ctx;
  return {
    method,
    path: ctx.path.slice(SCIM_API.path.length),
    query: { ...ctx.query },
    body: ['POST', 'PUT', 'PATCH'].includes(method) ? await readJson(ctx) : {},
    ifMatch: ctx.get('If-Match') || undefined,
    ifNoneMatch: ctx.get('If-None-Match') || undefined,
    actor: callerOf(ctx).actor,
  };
}

async function readJson(ctx: Context): Promise<Json> {
  if (!ctx.is('application/scim+json', 'application/json'))
    throw new ScimError(415, undefined, ctx.get('Content-Type'));
  const text = await readText(ctx, MAX_BODY_BYTES);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  if (!isObject(body)) throw refuse('invalidSyntax', 'JSON');
  return body;
}

function send(ctx: Context, { status, body, location, version }: ScimAnswer): void {
  ctx.status = status;
  ctx.set('Cache-Control', 'no-store');
  if (location !== undefined) ctx.set('Location', location);
  if (version !== undefined) ctx.set('ETag', version);
  if (body === undefined) {
    ctx.body = null;
    ctx.status = status;
    return;
  }
  ctx.body = JSON.stringify(body);
  ctx.type = 'application/scim+json; charset=utf-8';
}

function isBelow(prefix: string, path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}
