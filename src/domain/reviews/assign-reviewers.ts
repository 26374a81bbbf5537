import type { Stores } from '../transact.ts';
import type { Review, ReviewItem } from './review.ts';
import { lineages, loadReviewerPool, reachedBy } from './reviewer-facts.ts';
import { canReview, type ReviewedItem, type ReviewerPool, reviewersFor } from './reviewers-by-rule.ts';

type Assigning = Pick<Stores, 'directory' | 'roles' | 'mandates' | 'reviews'>;

const BATCH = 1000;

/** Whether the items of a review have reviewers of their own: it names nobody for all of them. */
export function isByRule({ reviewerIds }: Pick<Review, 'reviewerIds'>): boolean {
  return reviewerIds.length === 0;
}

/**
 * Gives each undecided item of a review the reviewers that the rule names, by bounded batches; the caller brings the
 * transaction. @returns ids of the people who have items now and had none before
 */
export async function assignReviewers(stores: Assigning, review: Review, at: Date): Promise<Set<string>> {
  const pool = await loadReviewerPool(stores, at);
  const lineageAt = lineages(await stores.directory.listUnits());
  const isReached = reachedBy(stores, at);
  const [before, now] = [new Set<string>(), new Set<string>()];
  for (let after = 0; ; ) {
    const items = await stores.reviews.listItems(review.id, { after, limit: BATCH, isUndecided: true });
    const assigned: { number: number; reviewerIds: string[] }[] = [];
    for (const item of items) {
      const reviewerIds = await reviewersOfItem(item, { pool, lineage: lineageAt(item.unitCode), isReached });
      for (const id of item.reviewerIds) before.add(id);
      for (const id of reviewerIds) now.add(id);
      if (reviewerIds.join() !== item.reviewerIds.join()) assigned.push({ number: item.number, reviewerIds });
    }
    if (assigned.length > 0) await stores.reviews.assign(review.id, assigned);
    if (items.length < BATCH) break;
    after = items.at(-1)?.number ?? after;
  }
  return new Set([...now].filter((id) => !before.has(id)));
}

/** Whether a reviewer of an undecided item can be its reviewer no more: she left, or her role did. */
export async function hasLostReviewer(stores: Assigning, review: Review, at: Date): Promise<boolean> {
  const assignments = await stores.reviews.listAssignments(review.id);
  const clientIds = [...new Set(assignments.map(({ clientId }) => clientId))];
  const pool = await loadReviewerPool(stores, at, clientIds);
  const lineageAt = lineages(await stores.directory.listUnits());
  return assignments.some(({ personId, unitCode, clientId }) => {
    return !canReview(personId, { clientId, lineage: lineageAt(unitCode) }, pool);
  });
}

/**
 * The reviewers of one item. Those whom the rule names are asked, one after the other, whether the role grant reaches
 * them; whom it reaches is barred, and the rule is asked again.
 */
async function reviewersOfItem(
  item: ReviewItem,
  facts: { pool: ReviewerPool; lineage: string[]; isReached: ReturnType<typeof reachedBy> },
): Promise<string[]> {
  const barred = new Set(barredOf(item));
  for (;;) {
    const asked: ReviewedItem = { ...item, lineage: facts.lineage, isBarred: (id) => barred.has(id) };
    const named = reviewersFor(asked, facts.pool);
    const reached: string[] = [];
    for (const id of named) if (await facts.isReached(id, item)) reached.push(id);
    if (reached.length === 0) return named;
    for (const id of reached) barred.add(id);
  }
}

/** Ids of holder and granter, as far as they are people. */
export function barredOf({ personId, grantedBy }: Pick<ReviewItem, 'personId' | 'grantedBy'>): string[] {
  const granter = /^person:(.+)$/.exec(grantedBy)?.[1];
  return [personId, granter].flatMap((id) => id ?? []);
}
