import { dayOf, daysAfter, startOfDay } from '../../domain/clock.ts';
import { EARLY_DAYS } from '../../domain/reviews/overdue-reviews.ts';
import type { Context } from '../context.ts';
import { actorNames } from './actor-names.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { choiceFrom } from './list-query.ts';
import { hasteOf, headOf, meterOf, type ReviewParts } from './review-words.ts';
import type { ReviewProgressView } from './reviews-view.ts';

/** `/admin/reviews/:review/progress`: who has decided how much, what is left, and when letters remind. */
export function progressPages(parts: ReviewParts): ConsolePage[] {
  return [page('/reviews/:review/progress', 'roles:read', (visit, ctx) => showProgress(parts, visit, ctx))];
}

async function showProgress(parts: ReviewParts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { reviews, stores, pages, clock } = parts;
  const followed = await reviews.follow(String(ctx.params.review), visit.extent);
  const { review, counts, reminded } = followed;
  const labels = [review.openedBy, review.closedBy ?? '', ...followed.reviewers.map(({ by }) => by)];
  const nameOf = await actorNames(stores, labels.filter(Boolean), visit.lang);
  const { closedAt, closedBy, recordSha256 } = review;
  const model: ReviewProgressView = {
    ...visit.frame,
    review: headOf(review, clock),
    notice: choiceFrom(ctx, 'notice', ['opened'] as const) ?? null,
    meter: meterOf(counts),
    openedBy: nameOf(review.openedBy),
    openedAt: review.openedAt,
    overdueRule: review.overdueRule,
    reviewers: followed.reviewers.map(({ by, kept, revoked, left }) => ({
      name: nameOf(by),
      kept,
      revoked,
      left,
    })),
    haste: await hasteOf(parts, followed.haste, visit.lang),
    reminders: [
      {
        kind: 'early',
        day: dayOf(daysAfter(startOfDay(review.dueOn), -EARLY_DAYS)),
        sentAt: reminded.early,
      },
      { kind: 'due', day: review.dueOn, sentAt: reminded.due },
    ],
    closed:
      closedAt === null || closedBy === null
        ? null
        : { by: nameOf(closedBy), at: closedAt, hash: recordSha256 ?? '' },
  };
  pages.show(ctx, 'admin/review-progress', model, { csrf: visit.csrfToken });
}
