import { LEDGER_STATES } from '../../domain/deliveries/ledger-store.ts';
import { isRowId } from '../../domain/directory/person-lookup.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import type { WebParts } from '../web-parts.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { choiceFrom, type Filters, listAddress, PAGE_SIZE, textFrom } from './list-query.ts';
import { LOGOUT_NOTICES, type LogoutsView } from './monitoring-view.ts';

const PATH = '/admin/logouts';

type Parts = Pick<WebParts, 'deliveryLedger' | 'stores' | 'pages'>;

/** `/admin/logouts`: which relying parties hear that somebody signed out or holds other roles, and what they missed. */
export function logoutPages(parts: Parts): ConsolePage[] {
  return [
    page('/logouts', 'audit:read', (visit, ctx) => showLogouts(parts, visit, ctx)),
    action(
      '/logouts/retry',
      'sessions:write',
      { fields: ['delivery', 'client'] },
      async (visit, ctx, form) => {
        const { delivery, client } = form.fields;
        const which = delivery === '' ? { clientId: client } : { id: delivery };
        const count = await parts.deliveryLedger.retry(which, visit.actor);
        leadTo(ctx, listAddress(PATH, { notice: count > 0 ? 'retried' : 'none' }));
      },
    ),
  ];
}

async function showLogouts(parts: Parts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { deliveryLedger, stores, pages } = parts;
  const { lang } = visit;
  const filters = { client: textFrom(ctx, 'client'), state: choiceFrom(ctx, 'state', LEDGER_STATES) };
  const address = (changes: Filters) => listAddress(PATH, { ...filters, ...changes });
  const newer = edgeFrom(ctx, 'newer');
  const past = newer ?? edgeFrom(ctx, 'older');
  const order = newer === undefined ? 'newest' : 'oldest';
  const query = { clientId: filters.client, state: filters.state };
  const { rows, hasMore } = await deliveryLedger.list(query, { order, past, limit: PAGE_SIZE });
  const summary = await deliveryLedger.summary();
  const hasNewer = order === 'oldest' ? hasMore : past !== undefined;
  const hasOlder = order === 'oldest' ? past !== undefined : hasMore;
  const model: LogoutsView = {
    ...visit.frame,
    notice: LOGOUT_NOTICES.find((each) => each === ctx.query.notice) ?? null,
    mayRetry: visit.rights.permissions.has('sessions:write'),
    systems: summary.map(({ client, ...counts }) => ({
      ...counts,
      title: client === undefined ? counts.clientId : titleOf(client, lang),
      address: listAddress(PATH, { client: counts.clientId }),
    })),
    clients: (await stores.clients.list()).map((client) => ({ id: client.id, title: titleOf(client, lang) })),
    search: { client: filters.client ?? '', state: filters.state ?? '' },
    states: LEDGER_STATES,
    rows: rows.map(({ client, clientId, person, personId: _, ...row }) => ({
      ...row,
      title: client === undefined ? clientId : titleOf(client, lang),
      person: person === undefined ? null : { id: person.id, fullName: person.fullName },
    })),
    newer: hasNewer && rows.length > 0 ? address({ newer: rows[0]?.id }) : null,
    older: hasOlder && rows.length > 0 ? address({ older: rows.at(-1)?.id }) : null,
  };
  pages.show(ctx, 'admin/logouts', model, { csrf: visit.csrfToken });
}

function edgeFrom(ctx: Context, name: string): string | undefined {
  const id = textFrom(ctx, name);
  return id !== undefined && isRowId(id) ? id : undefined;
}
