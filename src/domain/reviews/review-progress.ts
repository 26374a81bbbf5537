import type { ReadableExtent } from '../directory/readable-extent.ts';
import { DomainError } from '../errors.ts';
import type { Stores, Transact } from '../transact.ts';
import { namesOf } from './close-review.ts';
import { getReview } from './decide-item.ts';
import { findHaste, type Haste } from './haste.ts';
import { type OpenReview, writeReview } from './open-review.ts';
import { addresseesOf } from './overdue-reviews.ts';
import { readsWhole } from './read-reviews.ts';
import type { Review, ReviewCounts } from './review.ts';
import type { Signal } from './review-signals.ts';

type Readable = Pick<Stores, 'reviews' | 'directory' | 'roles' | 'mandates'>;

/** How far one reviewer has come. */
export interface ReviewerProgress {
  /** As `actorLabel` writes it. */
  by: string;
  /** Null for whoever is no person of the directory. */
  name: string | null;
  kept: number;
  revoked: number;
  /** Items that wait for her decision; several may share one. */
  left: number;
}

/** A review as those follow it who answer for all of it. */
export interface FollowedReview {
  review: Review;
  counts: ReviewCounts;
  /** Those with the most left first. */
  reviewers: ReviewerProgress[];
  haste: Haste[];
  /** Names of the people behind labels such as `person:…`. */
  names: ReadonlyMap<string, string>;
  /** When the letters went out that remind; null while they have not. */
  reminded: { early: Date | null; due: Date | null };
}

/** A review as it would be, were it opened. */
export interface ReviewPreview {
  review: Review;
  counts: ReviewCounts;
  signals: ReadonlyMap<Signal, number>;
  reviewers: ReviewerProgress[];
}

/** Who has decided how much of a review that may be read whole, and what is left. @throws review_not_found */
export async function followReview(
  stores: Readable,
  { id, at }: { id: string; at: Date },
  extent: ReadableExtent,
): Promise<FollowedReview> {
  const review = await getReview(stores, id);
  if (!readsWhole(review, extent)) throw new DomainError('review_not_found', { review: id });
  const haste = findHaste(await stores.reviews.listDecided(id));
  const reviewers = await reviewersProgress(stores, review, at);
  return {
    review,
    counts: await stores.reviews.count(id),
    reviewers,
    haste,
    names: await namesOf(stores, [review.openedBy, review.closedBy, ...haste.map(({ by }) => by)]),
    reminded: await stores.reviews.findReminders(id),
  };
}

/** What opening a review would come to: it is written, read, and taken back. Throws as `openReview`. */
export async function previewReview(
  transact: Transact,
  context: Parameters<typeof writeReview>[1],
  input: OpenReview,
): Promise<ReviewPreview> {
  try {
    return await transact(async (within) => {
      const { review } = await writeReview(within, context, input);
      throw new TakenBack({
        review,
        counts: await within.reviews.count(review.id),
        signals: await within.reviews.countSignals(review.id),
        reviewers: await reviewersProgress(within, review, context.at),
      });
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.preview;
    throw error;
  }
}

/** Ends the transaction of a preview, so that nothing of it stays. */
class TakenBack extends Error {
  readonly preview: ReviewPreview;

  constructor(preview: ReviewPreview) {
    super('a preview is taken back');
    this.preview = preview;
  }
}

async function reviewersProgress(stores: Readable, review: Review, at: Date): Promise<ReviewerProgress[]> {
  const asked = review.closedAt === null ? await addresseesOf(stores, review, at) : [];
  const lefts = new Map(asked.map(({ person, left }) => [`person:${person.id}`, left]));
  const decided = await stores.reviews.countByReviewer(review.id);
  const counts = new Map(decided.map((each) => [each.by, each]));
  const labels = [...new Set([...lefts.keys(), ...counts.keys()])];
  const names = await namesOf(stores, labels);
  return labels
    .map((by) => ({
      by,
      name: names.get(by) ?? null,
      kept: counts.get(by)?.kept ?? 0,
      revoked: counts.get(by)?.revoked ?? 0,
      left: lefts.get(by) ?? 0,
    }))
    .sort((one, other) => other.left - one.left || one.by.localeCompare(other.by));
}
