import type { Client } from '../../domain/clients/client.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import type { WebParts } from '../web-parts.ts';
import { clientAddress } from './client.ts';
import type { ClientConfirmView, ClientSecretView } from './client-form-view.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { clientSnippet, SNIPPET_TITLES, snippetNames } from './snippets/client-snippets.ts';

export type SecretParts = Pick<WebParts, 'clients' | 'clientOverview' | 'pages' | 'issuer'>;

/**
 * `/admin/clients/:id/secret` and `…/removal`: another secret, and the end of a system; each after a page that says what
 * ends.
 */
export function clientDangerPages(parts: SecretParts): ConsolePage[] {
  const { clients, pages } = parts;
  return [
    page('/clients/:id/secret', 'clients:write', (visit, ctx) => askFirst(parts, visit, ctx, 'rotate')),
    action('/clients/:id/secret', 'clients:write', { fields: [] }, async (visit, ctx) => {
      const { client } = await parts.clientOverview.endOf(String(ctx.params.id), visit.extent);
      try {
        const rotated = await clients.rotateSecret(client.id, visit.actor);
        const { secret } = rotated;
        if (secret !== null) showSecret(parts, visit, ctx, { client, secret, reason: 'rotated' });
      } catch (error) {
        await askFirst(parts, visit, ctx, 'rotate', pages.refusalOf(ctx, error, ['client_invalid']));
      }
    }),
    page('/clients/:id/removal', 'clients:write', (visit, ctx) => askFirst(parts, visit, ctx, 'remove')),
    action('/clients/:id/removal', 'clients:write', { fields: [] }, async (visit, ctx) => {
      const { client } = await parts.clientOverview.endOf(String(ctx.params.id), visit.extent);
      await clients.remove(client.id, visit.actor);
      leadTo(ctx, '/admin/clients?notice=removed');
    }),
  ];
}

async function askFirst(
  { clientOverview, pages }: SecretParts,
  visit: ConsoleVisit,
  ctx: Context,
  act: ClientConfirmView['act'],
  error: ClientConfirmView['error'] = null,
): Promise<void> {
  const { client, end } = await clientOverview.endOf(String(ctx.params.id), visit.extent);
  const address = clientAddress(client.id);
  const model: ClientConfirmView = {
    ...visit.frame,
    act,
    id: client.id,
    title: titleOf(client, visit.lang),
    action: `${address}/${act === 'rotate' ? 'secret' : 'removal'}`,
    back: address,
    ends:
      act === 'rotate'
        ? []
        : [
            { label: 'clients.end.roles', number: end.roles },
            { label: 'clients.end.roleGrants', number: end.roleGrants },
            { label: 'clients.end.sessions', number: end.sessions },
            { label: 'clients.end.tokens', number: end.tokens },
          ],
    error,
  };
  pages.show(ctx, 'admin/client-confirm', model, { csrf: visit.csrfToken });
}

/** Shows a secret the only time that it is there: in the answer to the form that made it, and in no address. */
export function showSecret(
  { pages, issuer }: SecretParts,
  { frame, lang, csrfToken }: ConsoleVisit,
  ctx: Context,
  { client, secret, reason }: { client: Client; secret: string; reason: ClientSecretView['reason'] },
): void {
  const model: ClientSecretView = {
    ...frame,
    reason,
    id: client.id,
    title: titleOf(client, lang),
    secret,
    issuer,
    next: clientAddress(client.id),
    snippets: snippetNames(client).map((name) => ({
      title: SNIPPET_TITLES[name],
      ...clientSnippet(client, issuer, name),
    })),
  };
  pages.show(ctx, 'admin/client-secret', model, { csrf: csrfToken });
}
