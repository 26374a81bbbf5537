import type { ReadableExtent } from '../directory/readable-extent.ts';
import { DomainError } from '../errors.ts';
import type { Stores } from '../transact.ts';
import { namesOf } from './close-review.ts';
import { getItem, getReview } from './decide-item.ts';
import { findHaste, type Haste } from './haste.ts';
import type { Review, ReviewCounts, ReviewItem } from './review.ts';
import { SIGNALS, type Signal } from './review-signals.ts';
import { isConcerned } from './reviewers.ts';

type Readable = Pick<Stores, 'reviews' | 'directory'>;

/** A review and how far it has come. */
export interface ReviewProgress {
  review: Review;
  counts: ReviewCounts;
}

/** A review as its reviewer sees it. */
export interface ReviewView extends ReviewProgress {
  /** Items that wait for an answer. */
  asked: number;
  /** How many items carry each signal. */
  signals: Readonly<Record<Signal, number>>;
  haste: Haste[];
  items: ReviewItem[];
  /** Names of the people behind labels such as `person:…`. */
  names: ReadonlyMap<string, string>;
  /** Number after which the next page begins; null after the last. */
  next: number | null;
}

export interface ReviewQuestion {
  signal?: string | undefined;
  isUndecided?: boolean | undefined;
  after?: number | undefined;
  /** 1 to 200; 50 when absent. */
  limit?: number | undefined;
}

const PAGE = 50;
const MOST = 200;
const BATCH = 1000;

/** A page of a review as its reader sees it. Throws as `ReviewService.show`. */
export async function showReview(
  stores: Readable,
  id: string,
  { signal, isUndecided, after = 0, limit = PAGE }: ReviewQuestion,
  extent: ReadableExtent,
): Promise<ReviewView> {
  const isPage = Number.isInteger(after) && after >= 0 && Number.isInteger(limit) && limit >= 1;
  if (!isPage || limit > MOST || after > 1_000_000) throw new DomainError('bad_request');
  const { reviews } = stores;
  const review = await getReview(stores, id);
  const concerning = await concerningOf(stores, review, extent);
  const page = { after, limit: limit + 1, signal: readSignal(signal), isUndecided, concerning };
  const found = await reviews.listItems(id, page);
  const items = found.slice(0, limit);
  const counted = await reviews.countSignals(id, concerning);
  return {
    review,
    counts: await reviews.count(id, concerning),
    asked: await reviews.countAsked(id, concerning),
    signals: Object.fromEntries(
      SIGNALS.map((each) => [each, counted.get(each) ?? 0]),
    ) as ReviewView['signals'],
    haste: concerning === undefined ? findHaste(await reviews.listDecided(id)) : [],
    items,
    names: await namesOf(
      stores,
      items.map(({ decidedBy }) => decidedBy),
    ),
    next: found.length > limit ? (items.at(-1)?.number ?? null) : null,
  };
}

/** One item that a reader sees, with its review. @throws review_not_found, review_item_not_found */
export async function showItem(
  stores: Readable,
  { id, number }: { id: string; number: number },
  extent: ReadableExtent,
): Promise<{ review: Review; item: ReviewItem; names: ReadonlyMap<string, string> }> {
  const review = await getReview(stores, id);
  const concerning = await concerningOf(stores, review, extent);
  const item = await getItem(stores, review, number);
  if (concerning !== undefined && !isConcerned(item, concerning))
    throw new DomainError('review_item_not_found', { item: number });
  const labels = item.questions.flatMap(({ by, to, answeredBy }) => [
    by,
    answeredBy,
    ...to.map((personId) => `person:${personId}`),
  ]);
  const reviewers = item.reviewerIds.map((personId) => `person:${personId}`);
  return { review, item, names: await namesOf(stores, [item.decidedBy, ...labels, ...reviewers]) };
}

/** Every item that a reader sees, by bounded batches. @throws review_not_found */
export async function listItemsFor(
  stores: Readable,
  id: string,
  extent: ReadableExtent,
): Promise<{ items: ReviewItem[]; names: ReadonlyMap<string, string> }> {
  const review = await getReview(stores, id);
  const concerning = await concerningOf(stores, review, extent);
  const items: ReviewItem[] = [];
  for (;;) {
    const page = await stores.reviews.listItems(id, {
      after: items.at(-1)?.number ?? 0,
      limit: BATCH,
      concerning,
    });
    items.push(...page);
    if (page.length < BATCH) break;
  }
  const names = await namesOf(
    stores,
    items.map(({ decidedBy }) => decidedBy),
  );
  return { items, names };
}

/** Whether somebody may read all of a review: within bounds the people whom it names. */
export function readsWhole({ reviewerIds }: Review, extent: ReadableExtent): boolean {
  return extent === 'whole' || reviewerIds.includes(extent.personId);
}

/** Of whom the items are that a reader sees; undefined for all of them. @throws review_not_found */
async function concerningOf(
  { reviews }: Readable,
  review: Review,
  extent: ReadableExtent,
): Promise<string | undefined> {
  if (extent === 'whole' || readsWhole(review, extent)) return undefined;
  if ((await reviews.count(review.id, extent.personId)).items > 0) return extent.personId;
  throw new DomainError('review_not_found', { review: review.id });
}

/** The reviews that concern a reader, the newest first. */
export async function listReviews({ reviews }: Readable, extent: ReadableExtent): Promise<ReviewProgress[]> {
  const all = await reviews.list();
  const own = new Set(extent === 'whole' ? [] : await reviews.listConcerning(extent.personId));
  const readable = all.filter((review) => readsWhole(review, extent) || own.has(review.id));
  return Promise.all(
    readable.map(async (review) => {
      const concerning = extent === 'whole' || readsWhole(review, extent) ? undefined : extent.personId;
      return { review, counts: await reviews.count(review.id, concerning) };
    }),
  );
}

function readSignal(text: string | undefined): Signal | undefined {
  if (text === undefined) return undefined;
  const signal = SIGNALS.find((known) => known === text);
  if (signal === undefined) throw new DomainError('review_invalid', { field: 'signal', value: text });
  return signal;
}
