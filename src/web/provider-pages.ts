import type { ErrorCode } from '../domain/errors.ts';
import type { MessageKey } from '../messages/translate.ts';
import type { ProviderPages } from '../oidc/provider-pages.ts';
import type { Context } from './context.ts';
import type { Csrf } from './csrf.ts';
import { contentSecurityPolicy } from './middleware/security-headers.ts';
import type { Pages } from './page.ts';

const DEVICE_PROBLEMS: Record<'code_unknown' | 'aborted' | 'failed', MessageKey> = {
  code_unknown: 'device.errorUnknown',
  aborted: 'device.errorAborted',
  failed: 'device.errorUnknown',
};

/** The pages that the provider asks for, in our dress. */
export function createProviderPages(pages: Pages, csrf: Csrf): ProviderPages {
  // The provider runs within our own Koa application: its context is ours, with more on it.
  const ours = (ctx: unknown) => ctx as Context;
  return {
    refusal(ctx, { error, clientId, redirectUri }) {
      pages.error(ours(ctx), codeOf(error, ctx.status), {
        technical: error,
        clientId,
        received: redirectUri,
      });
    },
    confirmSignOut(ctx, clientTitle) {
      const uid = ctx.oidc.session?.uid ?? '';
      // The form leads to the client in the end, and browsers hold it to the policy all the way.
      const { postLogoutRedirectUri } = (ctx.oidc.session?.state ?? {}) as { postLogoutRedirectUri?: string };
      const target = postLogoutRedirectUri === undefined ? [] : [new URL(postLogoutRedirectUri).origin];
      ctx.set('Content-Security-Policy', contentSecurityPolicy(target));
      pages.show(ours(ctx), 'sign-out/confirm', {
        action: '/sign-out',
        hidden: { csrf: csrf.tokenFor(uid), request: 'client' },
        client: clientTitle === null ? null : { title: clientTitle },
        cancelUrl: '/',
      });
    },
    deviceInput(ctx, { problem, ...form }) {
      pages.show(ours(ctx), 'device/input', {
        ...form,
        error: problem === null ? null : DEVICE_PROBLEMS[problem],
      });
    },
    deviceConfirm(ctx, { clientTitle, ...form }) {
      pages.show(ours(ctx), 'device/confirm', { ...form, client: { title: clientTitle } });
    },
    deviceDone(ctx, clientTitle) {
      pages.show(ours(ctx), 'device/done', { client: clientTitle === null ? null : { title: clientTitle } });
    },
  };
}

/** Whose words explain an OAuth error to a person. */
function codeOf(error: string, status: number): ErrorCode {
  if (error === 'server_error' || status >= 500) return 'unavailable';
  if (error === 'invalid_client') return 'client_not_found';
  if (error === 'invalid_redirect_uri') return 'client_invalid';
  return 'bad_request';
}
