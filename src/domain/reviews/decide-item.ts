import { type Actor, actorLabel } from '../audit/audit-event.ts';
import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import { isRowId } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import { refuseRevocation } from '../roles/grant-authority.ts';
import { revokeRole } from '../roles/revoke-role.ts';
import type { Stores } from '../transact.ts';
import type { Review, ReviewItem, Verdict } from './review.ts';
import { refuseConflict, requireItemReviewer } from './reviewers.ts';

export interface DecideItem {
  reviewId: string;
  /** The item's number. */
  item: number;
  verdict: Verdict;
  /** Required to revoke. */
  note?: string | undefined;
}

const NOTE_LIMIT = 1000;
const NUMBER_MOST = 1_000_000;

/**
 * Keeps a role grant, or revokes it at once; the caller brings the transaction. What was kept may still be revoked
 * by the same reviewer. Throws `review_not_found`, `review_closed`, `review_item_not_found`, `review_item_decided`,
 * `permission_denied` (`review_not_found` and `review_item_not_found` for whom they do not concern), `review_own_role`, `review_own_grant`, `review_invalid` with `field` `note`.
 */
export async function decideItem(
  stores: Stores,
  context: { actor: Actor; at: Date },
  input: DecideItem,
): Promise<ReviewItem> {
  const note = readNote(input);
  const review = await getReview(stores, input.reviewId);
  const item = await getItem(stores, review, input.item);
  await requireItemReviewer(stores, context, review, item);
  await refuseConflict(stores, context, review, item);
  return settle(stores, context, { item, verdict: input.verdict, note });
}

/**
 * Writes a decision and does what it says, for whoever is entitled. Throws `review_closed`, `review_item_decided`
 * and `permission_denied` for a role of the product that the actor may not take back.
 */
export async function settle(
  stores: Stores,
  context: { actor: Actor; at: Date },
  { item, verdict, note }: { item: ReviewItem; verdict: Verdict; note: string | null },
): Promise<ReviewItem> {
  const { reviews, audit } = stores;
  const { actor, at } = context;
  const { reviewId, number, roleGrantId } = item;
  if (!(await reviews.holdOpen(reviewId))) throw new DomainError('review_closed', { review: reviewId });
  const by = actorLabel(actor);
  if (!(await reviews.decide({ reviewId, number, verdict, note, at, by })))
    throw new DomainError('review_item_decided', { item: number });
  await audit.append({
    type: 'review.decided',
    at,
    actor,
    personId: item.personId ?? undefined,
    clientId: item.clientId,
    details: { review: reviewId, item: number, roleGrantId, role: item.roleCode, verdict, note },
  });
  if (verdict === 'revoke') await revoke(stores, context, item);
  return { ...item, verdict, note, decidedAt: at, decidedBy: by };
}

/** @throws review_not_found */
export async function getReview({ reviews }: Pick<Stores, 'reviews'>, id: string): Promise<Review> {
  const review = isRowId(id) ? await reviews.find(id) : undefined;
  if (review === undefined) throw new DomainError('review_not_found', { review: id });
  return review;
}

/** @throws review_item_not_found */
export async function getItem(
  { reviews }: Pick<Stores, 'reviews'>,
  { id }: Review,
  number: number,
): Promise<ReviewItem> {
  const isNumber = Number.isInteger(number) && number >= 1 && number <= NUMBER_MOST;
  const item = isNumber ? await reviews.findItem(id, number) : undefined;
  if (item === undefined) throw new DomainError('review_item_not_found', { item: number });
  return item;
}

async function revoke(
  stores: Stores,
  context: { actor: Actor; at: Date },
  { clientId, roleGrantId }: ReviewItem,
): Promise<void> {
  // An administrator opened the review and so let its reviewers take roles away, but for those of the product itself.
  if (clientId === OWN_CLIENT_ID) await refuseRevocation(stores, context, roleGrantId);
  try {
    await revokeRole(stores, context, roleGrantId);
  } catch (error) {
    // Somebody took it back since the review was opened: it is as decided.
    if (!(error instanceof DomainError) || error.code !== 'role_grant_not_found') throw error;
  }
}

/** A reason as kept; null without one. @throws review_invalid with `field` `note` */
export function readNote({ note, verdict }: Pick<DecideItem, 'note' | 'verdict'>): string | null {
  const text = note?.normalize('NFC').trim() ?? '';
  if (text.length > NOTE_LIMIT || (text === '' && verdict === 'revoke'))
    throw new DomainError('review_invalid', { field: 'note' });
  return text === '' ? null : text;
}
