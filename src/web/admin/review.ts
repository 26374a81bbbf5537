import { DomainError } from '../../domain/errors.ts';
import { readsWhole } from '../../domain/reviews/read-reviews.ts';
import type { ReviewItem } from '../../domain/reviews/review.ts';
import { RECORD_FILES, SIGNATURE_FILE } from '../../domain/reviews/review-record.ts';
import { SIGNALS, type Signal } from '../../domain/reviews/review-signals.ts';
import { SIGNAL_WORDS } from '../../messages/reviews.ts';
import { translator } from '../../messages/translate.ts';
import type { Context } from '../context.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { choiceFrom, listAddress, PAGE_SIZE } from './list-query.ts';
import { hasteOf, headOf, itemLiner, meterOf, type ReviewParts, reviewAddress } from './review-words.ts';
import { REVIEW_NOTICES, type ReviewView } from './reviews-view.ts';

/** Which of a review's items a page shows. */
export interface ItemFilter {
  signal: Signal | undefined;
  isUndecided: boolean;
  /** Number after which the page begins. */
  after: number;
}

/** `/admin/reviews/:review`: the items that a reader sees, what changed first, and the decisions on them. */
export function reviewItemsPages(parts: ReviewParts): ConsolePage[] {
  return [
    page('/reviews/:review', 'roles:read', (visit, ctx) => showReview(parts, visit, ctx)),
    page('/reviews/:review/export', 'roles:read', async ({ actor, extent }, ctx) => {
      const id = String(ctx.params.review);
      const table = await parts.reviews.exportItems(actor, id, extent);
      sendFile(ctx, `micconnect-review-${id.slice(0, 8)}.csv`, table);
    }),
    page('/reviews/:review/record/:file', 'roles:read', async ({ actor, extent }, ctx) => {
      const name = [...RECORD_FILES, SIGNATURE_FILE].find((each) => each === ctx.params.file);
      if (name === undefined) throw new DomainError('not_found');
      const files = await parts.reviews.exportRecord(actor, String(ctx.params.review), extent);
      const file = files.find((each) => each.name === name);
      if (file === undefined) throw new DomainError('not_found');
      sendFile(ctx, file.name, file.bytes);
    }),
  ];
}

function sendFile(ctx: Context, name: string, bytes: Uint8Array): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.attachment(name);
  ctx.body = Buffer.from(bytes);
}

/** The filter of an address, or of the way back that a form was given. */
export function itemFilter(query: URLSearchParams): ItemFilter {
  const after = query.get('after') ?? '';
  return {
    signal: SIGNALS.find((each) => each === query.get('signal')),
    isUndecided: query.get('open') === '1',
    after: /^\d{1,6}$/.test(after) ? Number(after) : 0,
  };
}

/** The address of a list of items. */
export function itemsAddress(id: string, filter: ItemFilter, notice?: string): string {
  const { signal, isUndecided, after } = filter;
  return listAddress(reviewAddress(id), {
    signal,
    open: isUndecided ? '1' : undefined,
    after: after === 0 ? undefined : String(after),
    notice,
  });
}

async function showReview(parts: ReviewParts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { reviews, stores, pages, clock } = parts;
  const { lang, extent, actor } = visit;
  const id = String(ctx.params.review);
  const filter = itemFilter(new URLSearchParams(ctx.querystring));
  const shown = await reviews.show(id, { ...filter, limit: PAGE_SIZE }, extent);
  const offers = await reviews.offers(actor, id);
  const lineOf = itemLiner(await stores.clients.list(), lang);
  const items = shown.items.map((item: ReviewItem) => ({ ...lineOf(item), canDecide: offers.decides(item) }));
  const meter = meterOf(shown.counts, shown.asked);
  const isClosed = shown.review.closedAt !== null;
  const isWhole = readsWhole(shown.review, extent);
  const marked = filter.signal === undefined ? meter.items : shown.signals[filter.signal];
  const model: ReviewView = {
    ...visit.frame,
    review: headOf(shown.review, clock),
    notice: choiceFrom(ctx, 'notice', REVIEW_NOTICES) ?? null,
    meter,
    haste: await hasteOf(parts, shown.haste, lang),
    tabs: tabsOf(id, filter, shown, visit),
    filter: { signal: filter.signal ?? '', isUndecided: filter.isUndecided },
    items,
    total: filter.isUndecided && filter.signal === undefined ? meter.left : marked,
    first: filter.after === 0 ? null : itemsAddress(id, { ...filter, after: 0 }),
    next: shown.next === null ? null : itemsAddress(id, { ...filter, after: shown.next }),
    back: itemsAddress(id, filter).split('?')[1] ?? '',
    canDecide: items.some(({ canDecide }) => canDecide),
    canClose: offers.isReviewer && visit.rights.permissions.has('roles:write'),
    readsWhole: isWhole,
    recordFiles: isClosed && isWhole ? [...RECORD_FILES, SIGNATURE_FILE] : [],
  };
  pages.show(ctx, 'admin/review', model, { csrf: visit.csrfToken });
}

type Shown = Awaited<ReturnType<ReviewParts['reviews']['show']>>;

/** All items, and those with each signal that there is. */
function tabsOf(
  id: string,
  filter: ItemFilter,
  { counts, signals }: Shown,
  { lang }: ConsoleVisit,
): ReviewView['tabs'] {
  const tabs = SIGNALS.filter((signal) => signals[signal] > 0 || signal === filter.signal).map((signal) => ({
    signal: signal as Signal | undefined,
    text: SIGNAL_WORDS[signal][lang],
    number: signals[signal],
  }));
  const all = { signal: undefined, text: translator(lang)('list.all'), number: counts.items };
  return [all, ...tabs].map(({ signal, text, number }) => ({
    text,
    number,
    url: itemsAddress(id, { ...filter, signal, after: 0 }),
    isCurrent: signal === filter.signal,
  }));
}
