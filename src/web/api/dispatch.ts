import { createHash } from 'node:crypto';
import { REST_API } from '../../domain/clients/scopes.ts';
import type { ReadableExtent } from '../../domain/directory/readable-extent.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Permission } from '../../domain/roles/permissions.ts';
import type { Caller } from '../../oidc/access-tokens.ts';
import type { Context } from '../context.ts';
import { callerOf, requireScope } from '../middleware/bearer.ts';
import { readBody, readQuery } from './read-request.ts';
import { readUpload } from './read-upload.ts';
import { Accepted, type Route } from './route.ts';

interface Mounted {
  route: Route;
  /** The texts of the path, or undefined for another path. */
  match(segments: readonly string[]): Record<string, string> | undefined;
}

interface Frame {
  issuer: string;
  maxUploadBytes: number;
  /** What a caller may read under a permission. */
  extentOf(caller: Caller, permission: Permission): Promise<ReadableExtent>;
}

/** Finds the operation of a request, checks the request against what it declares, and answers. */
export function createDispatch(routes: readonly Route[], { issuer, maxUploadBytes, extentOf }: Frame) {
  const mounted = routes.map((route): Mounted => ({ route, match: matcherOf(route.path) }));

  return async function dispatch(ctx: Context): Promise<void> {
    const segments = segmentsOf(ctx.path);
    const found = mounted.flatMap(({ route, match }) => {
      const path = match(segments);
      return path === undefined ? [] : [{ route, path }];
    });
    if (found.length === 0) throw new DomainError('not_found');
    const method = ctx.method === 'HEAD' ? 'GET' : ctx.method;
    const chosen = found.find(({ route }) => route.method === method);
    if (chosen === undefined) {
      ctx.set('Allow', allowed(found.map(({ route }) => route.method)));
      throw new DomainError('method_not_allowed');
    }
    const { route, path } = chosen;
    await requireScope(route.scope, route)(ctx, async () => {
      const query = readQuery(ctx, route.query ?? {});
      const upload = route.takesUpload && (await readUpload(ctx, route.takesUpload, maxUploadBytes));
      const body = upload === undefined ? await readBody(ctx, route.body ?? {}) : {};
      const caller = callerOf(ctx);
      const extent = await extentOf(caller, route.permission ?? route.scope);
      answer(ctx, await route.handle({ caller, extent, path, query, body, upload }));
    });
  };

  function answer(ctx: Context, outcome: unknown): void {
    const body = outcome instanceof Accepted ? outcome.body : outcome;
    ctx.body = body;
    if (outcome instanceof Accepted) ctx.status = 202;
    ctx.type = 'application/json';
    const next = nextCursorOf(body);
    if (next !== undefined) {
      const page = new URL(ctx.url, issuer);
      page.searchParams.set('cursor', next);
      ctx.set('Link', `<${page.href}>; rel="next"`);
    }
    if (ctx.method === 'POST') return;
    const digest = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
    const etag = `"${digest.slice(0, 22)}"`;
    ctx.set('ETag', etag);
    // Not `ctx.fresh`: programs send `Cache-Control: no-cache` beside the tag, and mean the tag.
    if (
      ctx
        .get('If-None-Match')
        .split(/\s*,\s*/)
        .includes(etag)
    )
      ctx.status = 304;
  }
}

function matcherOf(path: string): Mounted['match'] {
  const pattern = path.slice(1).split('/');
  return (segments) => {
    if (segments.length !== pattern.length) return undefined;
    const texts: Record<string, string> = {};
    for (const [index, part] of pattern.entries()) {
      const segment = segments[index] ?? '';
      if (part.startsWith('{')) texts[part.slice(1, -1)] = segment;
      else if (part !== segment) return undefined;
    }
    return texts;
  };
}

/** The decoded segments below the API's own path. @throws not_found for what nothing can be named like */
function segmentsOf(path: string): string[] {
  try {
    const segments = path
      .slice(REST_API.path.length + 1)
      .split('/')
      .map(decodeURIComponent);
    if (segments.every((segment) => segment !== '' && segment.length <= 300 && !/\p{Cc}/u.test(segment)))
      return segments;
  } catch {
    // A percent sign without its digits: the same as an unknown name.
  }
  throw new DomainError('not_found');
}

function allowed(methods: readonly string[]): string {
  return methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
}

function nextCursorOf(body: unknown): string | undefined {
  const isPage = typeof body === 'object' && body !== null && 'next_cursor' in body;
  return isPage && typeof body.next_cursor === 'string' ? body.next_cursor : undefined;
}
