import type { EntityManager } from 'typeorm';
import type { ReviewStore } from '../domain/reviews/review-store.ts';
import { concerns } from './review-reviewers.ts';

const BY_REVIEWER = `
  select decided_by as by, count(*) filter (where verdict = 'keep')::int as kept,
    count(*) filter (where verdict = 'revoke')::int as revoked
  from review_item where review_id = $1 and decided_by is not null group by decided_by order by decided_by`;

const ASKED = `
  select count(*)::int as number from review_item
  where review_id = $1 and verdict is null and questions <> '[]' and questions -> -1 ->> 'answer' is null
    and ${concerns('$2')}`;

/** What an overdue review left to the administrators is not its reviewers' any more. */
const LEFT_TO = `
  select count(*)::int as number from review_item join review on review.id = review_item.review_id
  where review.closed_at is null and verdict is null
    and not (overdue_at is not null and overdue_rule = 'escalate')
    and (review_item.reviewer_ids ? $1 or review.reviewer_ids ? $1)`;

/** How far reviews and their reviewers have come. */
export function reviewProgress(
  manager: EntityManager,
): Pick<ReviewStore, 'countByReviewer' | 'countAsked' | 'countLeftTo' | 'findReminders'> {
  const numberOf = async (query: string, values: unknown[]) => {
    const [row] = await manager.query<{ number: number }[]>(query, values);
    return row?.number ?? 0;
  };
  return {
    countByReviewer: (reviewId) => manager.query(BY_REVIEWER, [reviewId]),
    countAsked: (reviewId, concerning) => numberOf(ASKED, [reviewId, concerning ?? null]),
    countLeftTo: (personId) => numberOf(LEFT_TO, [personId]),
    async findReminders(reviewId) {
      const [row] = await manager.query<{ early: Date | null; due: Date | null }[]>(
        'select reminded_early_at as early, reminded_due_at as due from review where id = $1',
        [reviewId],
      );
      return row ?? { early: null, due: null };
    },
  };
}
