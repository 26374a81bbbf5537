import {
  CLIENT_KINDS,
  CLIENT_QUESTIONS,
  hearsNothing,
  isCompatible,
  kindOf,
  type ListedClient,
} from '../../domain/overview/client-overview.ts';
import type { Lang } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { type ClientPageParts, clientPage } from './client.ts';
import { type ClientFormParts, clientFormPages } from './client-form.ts';
import { clientDangerPages } from './client-secret.ts';
import type { ClientRowView, ClientsView } from './clients-view.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { choiceFrom, cutPage, listAddress, pageFrom, pagingOf, textFrom } from './list-query.ts';

const PATH = '/admin/clients';

type Parts = ClientPageParts & ClientFormParts;

/** `/admin/clients`: the relying systems, each with how it is connected and whether it is used. */
export function clientPages(parts: Parts): ConsolePage[] {
  return [
    page('/clients', 'clients:read', (visit, ctx) => showClients(parts, visit, ctx)),
    // The form for a new one stands before the page of whichever it is.
    ...clientFormPages(parts),
    clientPage(parts),
    ...clientDangerPages(parts),
  ];
}

async function showClients(
  { clientOverview, pages }: Parts,
  visit: ConsoleVisit,
  ctx: Context,
): Promise<void> {
  const filters = {
    q: textFrom(ctx, 'q'),
    kind: choiceFrom(ctx, 'kind', CLIENT_KINDS),
    state: choiceFrom(ctx, 'state', CLIENT_QUESTIONS),
  };
  const asked = pageFrom(ctx);
  const query = { text: filters.q, kind: filters.kind, question: filters.state };
  const listed = await clientOverview.list(query, visit.extent);
  const rows = listed.map((each) => rowOf(each, visit.lang)).sort(byTitle);
  const { rows: clients, next } = cutPage(rows, asked);
  const found = { ids: clients.map(({ id }) => id), next, total: rows.length };
  const model: ClientsView = {
    ...visit.frame,
    notice: ctx.query.notice === 'removed' ? 'removed' : null,
    search: { text: filters.q ?? '', kind: filters.kind ?? '', state: filters.state ?? '' },
    kinds: CLIENT_KINDS,
    questions: CLIENT_QUESTIONS,
    clients,
    paging: pagingOf(asked, found, (edge) => listAddress(PATH, { ...filters, ...edge })),
    mayRegister: visit.rights.permissions.has('clients:write'),
  };
  pages.show(ctx, 'admin/clients', model, { csrf: visit.csrfToken });
}

function rowOf({ client, owner, roles, lastUsedAt, isOpen }: ListedClient, lang: Lang): ClientRowView {
  const { id, metadata } = client;
  return {
    id,
    address: `${PATH}/${id}`,
    title: titleOf(client, lang),
    icon: metadata.launcher?.icon ?? null,
    owner: owner?.name ?? null,
    roles,
    lastUsedAt,
    connection: isOpen
      ? {
          kind: kindOf(metadata),
          isCompatible: isCompatible(metadata),
          hearsNothing: hearsNothing(metadata),
        }
      : null,
  };
}

const vietnamese = new Intl.Collator('vi');

function byTitle(one: ClientRowView, other: ClientRowView): number {
  return vietnamese.compare(one.title, other.title) || vietnamese.compare(one.id, other.id);
}
