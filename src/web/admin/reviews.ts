import type { Context } from '../context.ts';
import type { WebParts } from '../web-parts.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { listAddress, PAGE_SIZE } from './list-query.ts';
import { reviewItemsPages } from './review.ts';
import { closingPages } from './review-closing.ts';
import { decisionsPages } from './review-decisions.ts';
import { reviewFormPages } from './review-form.ts';
import { reviewItemPages } from './review-item.ts';
import { progressPages } from './review-progress.ts';
import { headOf, meterOf, REVIEWS_PATH, type ReviewParts } from './review-words.ts';
import type { ReviewListView } from './reviews-view.ts';

/** `/admin/reviews`: access reviews, each opened, decided item by item, followed and signed. */
export function reviewPages(parts: WebParts): ConsolePage[] {
  return [
    page('/reviews', 'roles:read', (visit, ctx) => showReviews(parts, visit, ctx)),
    ...reviewFormPages(parts),
    ...reviewItemsPages(parts),
    ...reviewItemPages(parts),
    ...decisionsPages(parts),
    ...progressPages(parts),
    ...closingPages(parts),
  ];
}

async function showReviews(parts: ReviewParts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { reviews, pages, clock } = parts;
  const all = await reviews.list(visit.extent);
  const given = Number(ctx.query.from);
  const from = Number.isInteger(given) && given > 0 ? given : 0;
  const shown = all.slice(from, from + PAGE_SIZE);
  const address = (place: number) =>
    listAddress(REVIEWS_PATH, { from: place <= 0 ? undefined : String(place) });
  const model: ReviewListView = {
    ...visit.frame,
    mayOpen: visit.rights.permissions.has('roles:write') && (await reviews.mayOpen(visit.actor)),
    reviews: shown.map(({ review, counts }) => ({ ...headOf(review, clock), meter: meterOf(counts) })),
    from: shown.length === 0 ? 0 : from + 1,
    to: from + shown.length,
    total: all.length,
    previous: from === 0 ? null : address(from - PAGE_SIZE),
    next: from + PAGE_SIZE < all.length ? address(from + PAGE_SIZE) : null,
  };
  pages.show(ctx, 'admin/reviews', model, { csrf: visit.csrfToken });
}
