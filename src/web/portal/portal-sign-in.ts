import { createHash } from 'node:crypto';
import type Router from '@koa/router';
import type { AssuranceLevel } from '../../domain/authentication/assurance.ts';
import { OWN_CLIENT_ID } from '../../domain/clients/client-service.ts';
import type { Context } from '../context.ts';
import { ownPath } from '../preferences.ts';
import type { WebParts } from '../web-parts.ts';

const RETURN_PATH = '/sign-in/return';

/** Where the product's own client is sent back to. */
export function portalRedirectUri(issuer: string): string {
  return `${issuer}${RETURN_PATH}`;
}

/**
 * The address at which a person signs in for our own pages: an ordinary authorization of the product's own
 * client. The pages read the provider's session itself, so nobody keeps the verifier and the code stays
 * unused.
 * @param wanted how strong and how recent it has to be; what the session proved counts if it is both
 */
export function signInAddress(
  { issuer, ids }: Pick<WebParts, 'issuer' | 'ids'>,
  path: string,
  wanted?: { level: AssuranceLevel; maxAgeMs: number },
): string {
  const query = new URLSearchParams({
    client_id: OWN_CLIENT_ID,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: portalRedirectUri(issuer),
    code_challenge: createHash('sha256').update(ids.secret()).digest('base64url'),
    code_challenge_method: 'S256',
    state: path,
    ...(wanted && { acr_values: wanted.level, max_age: String(wanted.maxAgeMs / 1000) }),
  });
  return `/oidc/authorize?${query}`;
}

/** Back from the provider: on to the page that was asked for, which looks at the session for itself. */
export function portalSignInRoutes(router: Router): void {
  router.get(RETURN_PATH, (ctx: Context) => {
    const { state } = ctx.query;
    ctx.status = 303;
    ctx.redirect('code' in ctx.query && typeof state === 'string' ? ownPath(state) : '/');
  });
}
