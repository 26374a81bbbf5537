import { MAILBOX_KINDS } from '../../domain/directory/mailbox.ts';
import { countMailboxes, type FoundMailbox, searchMailboxes } from '../../domain/directory/mailbox-search.ts';
import type { Context } from '../context.ts';
import type { WebParts } from '../web-parts.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { choiceFrom, listAddress, PAGE_SIZE, pageFrom, pagingOf, textFrom } from './list-query.ts';
import type { MailboxesView } from './posts-view.ts';

const PATH = '/admin/mailboxes';
/** Shown as all kinds; without a choice it is the functional ones that are asked for. */
const ALL = 'all';

type Parts = Pick<WebParts, 'stores' | 'pages'>;

/** `/admin/mailboxes`: mailboxes with whoever answers for them. */
export function mailboxPages(parts: Parts): ConsolePage[] {
  return [page('/mailboxes', 'directory:read', (visit, ctx) => showMailboxes(parts, visit, ctx))];
}

async function showMailboxes({ stores, pages }: Parts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const q = textFrom(ctx, 'q');
  const kind = choiceFrom(ctx, 'kind', [...MAILBOX_KINDS, ALL]);
  const kept = choiceFrom(ctx, 'kept', ['no']);
  const asked = pageFrom(ctx);
  const query = {
    text: q,
    kind: kind === ALL ? undefined : (kind ?? 'chuc_nang'),
    isUnkept: kept === 'no',
  };
  const page = { cursor: asked.cursor, before: asked.before, limit: PAGE_SIZE };
  const { mailboxes, next } = await searchMailboxes(stores.directory, { ...query, ...page }, visit.extent);
  const total = await countMailboxes(stores.directory, query, visit.extent);
  const found = { ids: mailboxes.map(({ id }) => id), next, total };
  const model: MailboxesView = {
    ...visit.frame,
    search: { text: q ?? '', kind: kind ?? 'chuc_nang', isUnkept: query.isUnkept },
    kinds: MAILBOX_KINDS,
    mailboxes: mailboxes.map((each) => ({
      address: each.address,
      name: each.name,
      kind: each.kind,
      owner: each.owner && keeperLink(each.owner),
      stewards: each.stewards.map(keeperLink),
    })),
    paging: pagingOf(asked, found, (edge) => listAddress(PATH, { q, kind, kept, ...edge })),
  };
  pages.show(ctx, 'admin/mailboxes', model, { csrf: visit.csrfToken });
}

function keeperLink({ id, fullName }: FoundMailbox['stewards'][number]) {
  return { name: fullName, address: `/admin/people/${id}` };
}
