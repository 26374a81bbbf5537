import type { Actor } from '../audit/audit-event.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import type { Stores } from '../transact.ts';
import { decideItem, getItem, getReview, readNote } from './decide-item.ts';
import type { Review, ReviewItem, Verdict } from './review.ts';
import { refuseConflict, requireItemReviewer } from './reviewers.ts';

/** One decision on several items. */
export interface DecideMany {
  reviewId: string;
  /** Numbers of the items. */
  items: readonly number[];
  verdict: Verdict;
  /** Required to revoke. */
  note?: string | undefined;
}

/** What a decision on several items would come to, item by item. */
export interface ForeseenDecision {
  item: ReviewItem;
  /** Why it is left out; null when it is decided. */
  refusal: ErrorCode | null;
}

/** A page of items. */
const ITEMS_MOST = 200;

/**
 * Which of several items somebody may decide on. What does not concern her is left out without a word. Writes nothing.
 * Throws `review_not_found`, `review_invalid` with `field` `items` for none, or more than 200.
 */
export async function foreseeDecisions(
  stores: Stores,
  context: { actor: Actor; at: Date },
  { reviewId, items }: Omit<DecideMany, 'note'>,
): Promise<{ review: Review; decisions: ForeseenDecision[] }> {
  const numbers = [...new Set(items)].sort((one, other) => one - other);
  if (numbers.length === 0 || numbers.length > ITEMS_MOST)
    throw new DomainError('review_invalid', { field: 'items', most: ITEMS_MOST });
  const review = await getReview(stores, reviewId);
  const decisions: ForeseenDecision[] = [];
  for (const number of numbers) {
    const foreseen = await foresee(stores, context, review, number);
    if (foreseen !== undefined) decisions.push(foreseen);
  }
  return { review, decisions };
}

/**
 * Decides on what `foreseeDecisions` lets pass, all of it or nothing; the caller brings the transaction.
 * @returns how many; where there is none, what the first is refused for is thrown. Throws as `foreseeDecisions`, and as `decideItem`
 */
export async function decideMany(
  stores: Stores,
  context: { actor: Actor; at: Date },
  input: DecideMany,
): Promise<number> {
  readNote(input);
  const { decisions } = await foreseeDecisions(stores, context, input);
  const open = decisions.filter(({ refusal }) => refusal === null);
  const { reviewId, verdict, note } = input;
  if (open.length === 0) throw new DomainError(decisions[0]?.refusal ?? 'review_item_not_found', {});
  for (const { item } of open)
    await decideItem(stores, context, { reviewId, item: item.number, verdict, note });
  return open.length;
}

async function foresee(
  stores: Stores,
  context: { actor: Actor; at: Date },
  review: Review,
  number: number,
): Promise<ForeseenDecision | undefined> {
  let item: ReviewItem | undefined;
  try {
    item = await getItem(stores, review, number);
    await requireItemReviewer(stores, context, review, item);
    await refuseConflict(stores, context, review, item);
    if (review.closedAt !== null) throw new DomainError('review_closed', { review: review.id });
    // What is kept already may be revoked one by one.
    if (item.verdict !== null) throw new DomainError('review_item_decided', { item: number });
    return { item, refusal: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'review_not_found') throw error;
    return item === undefined || error.code === 'review_item_not_found'
      ? undefined
      : { item, refusal: error.code };
  }
}
