import type { Actor } from '../audit/audit-event.ts';
import { actorLabel } from '../audit/audit-event.ts';
import { DomainError } from '../errors.ts';
import type { Stores } from '../transact.ts';
import { openQuestion, type Review, type ReviewItem } from './review.ts';
import { isEscalated, requireAdministrator, requireReviewer } from './reviewers.ts';

type Readable = Pick<Stores, 'reviews' | 'directory' | 'roles' | 'mandates'>;

/** What a page offers somebody in a review; whatever is done is judged anew. */
export interface ReviewOffers {
  /** Decides on all of it, and closes it. */
  isReviewer: boolean;
  decides(item: ReviewItem): boolean;
  answers(item: ReviewItem): boolean;
}

/** Whether somebody opens reviews. */
export async function mayOpenReviews(
  stores: Readable,
  context: { actor: Actor; at: Date },
): Promise<boolean> {
  return isAllowed(requireAdministrator(stores, context));
}

/** What somebody may do in a review, without a look at each item. */
export async function offersIn(
  stores: Readable,
  { actor, at }: { actor: Actor; at: Date },
  review: Review,
): Promise<ReviewOffers> {
  const isOpen = review.closedAt === null;
  const isReviewer = isOpen && (await isAllowed(requireReviewer(stores, { actor, at }, review)));
  const id = actor.kind === 'person' ? actor.id : undefined;
  const isAssigned = ({ reviewerIds }: ReviewItem) =>
    id !== undefined && !isEscalated(review) && reviewerIds.includes(id);
  const isUnsettled = ({ verdict, decidedBy }: ReviewItem) =>
    verdict === null || (verdict === 'keep' && decidedBy === actorLabel(actor));
  return {
    isReviewer,
    decides: (item) =>
      isOpen && isUnsettled(item) && (isReviewer || isAssigned(item)) && (item.personId ?? '') !== id,
    answers: (item) => isOpen && id !== undefined && openQuestion(item)?.to.includes(id) === true,
  };
}

async function isAllowed(check: Promise<void>): Promise<boolean> {
  try {
    await check;
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}
