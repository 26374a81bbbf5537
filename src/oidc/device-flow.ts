import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { DeviceForm, ProviderPages } from './provider-pages.ts';

type DeviceFlow = NonNullable<NonNullable<Configuration['features']>['deviceFlow']>;

/** The device flow (RFC 8628) with our pages in place of the library's. */
export function deviceFlow(pages: ProviderPages): DeviceFlow {
  return {
    enabled: true,
    userCodeInputSource: async (ctx, _form, out, error) => {
      pages.deviceInput(ctx, { ...deviceFormOf(ctx, ''), problem: problemOf(out, error) });
    },
    userCodeConfirmSource: async (ctx, _form, client, _device, userCode) => {
      pages.deviceConfirm(ctx, {
        ...deviceFormOf(ctx, userCode),
        clientTitle: client.clientName ?? client.clientId,
      });
    },
    successSource: async (ctx) => {
      pages.deviceDone(ctx, ctx.oidc.client?.clientName ?? null);
    },
  };
}

/** The fields of a device page: the library's own address and token. */
export function deviceFormOf(ctx: KoaContextWithOIDC, userCode: string): DeviceForm {
  // The library has just put it there, for exactly this form.
  const state = ctx.oidc.session?.state as { secret: string } | undefined;
  return { action: ctx.oidc.urlFor('code_verification'), xsrf: state?.secret ?? '', userCode };
}

function problemOf(out: unknown, error: { name?: string; userCode?: string } | undefined) {
  if (error === undefined) return null;
  if (error.userCode !== undefined || error.name === 'NoCodeError') return 'code_unknown';
  return error.name === 'AbortedError' ? 'aborted' : out === undefined ? null : 'failed';
}
