import type { Actor } from '../audit/audit-event.ts';
import type { Clock, Ids } from '../clock.ts';
import { DomainError } from '../errors.ts';
import type { Stores, Transact } from '../transact.ts';
import { closeReview, loadRecord, namesOf } from './close-review.ts';
import { type DecideItem, decideItem, getReview } from './decide-item.ts';
import { findHaste, type Haste } from './haste.ts';
import { type OpenReview, openReview } from './open-review.ts';
import { type RecordSigner, type RecordVerdict, signRecord, verifyRecord } from './record-signature.ts';
import type { Review, ReviewCounts, ReviewItem } from './review.ts';
import { jsonLinesOf, type PrintRecord, type RecordFile, sha256Of } from './review-record.ts';
import { SIGNALS, type Signal } from './review-signals.ts';

interface Dependencies {
  stores: Pick<Stores, 'reviews' | 'directory'>;
  transact: Transact;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
  signer: RecordSigner;
  printRecord: PrintRecord;
}

/** A review and how far it has come. */
export interface ReviewProgress {
  review: Review;
  counts: ReviewCounts;
}

/** A review as its reviewer sees it. */
export interface ReviewView extends ReviewProgress {
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

export type ReviewService = ReturnType<typeof createReviewService>;

/** Access reviews. Each change and its audit event are one transaction. */
export function createReviewService(parts: Dependencies) {
  const { stores, transact, clock, ids, signer, printRecord } = parts;
  const progressOf = async (review: Review) => ({ review, counts: await stores.reviews.count(review.id) });
  return {
    /** Throws as `openReview`. */
    open: (actor: Actor, input: OpenReview): Promise<ReviewProgress> =>
      transact(async (within) => {
        const review = await openReview(within, { actor, at: clock.now(), id: ids.uuid() }, input);
        return { review, counts: await within.reviews.count(review.id) };
      }),

    /** The newest first. */
    list: async (): Promise<ReviewProgress[]> => Promise.all((await stores.reviews.list()).map(progressOf)),

    /** Throws `review_not_found`, `review_invalid` with `field` `signal`, `bad_request` for a page that cannot be. */
    show: (id: string, question: ReviewQuestion = {}): Promise<ReviewView> => show(stores, id, question),

    /** Throws as `decideItem`. */
    decide: (actor: Actor, input: DecideItem): Promise<ReviewItem> =>
      transact((within) => decideItem(within, { actor, at: clock.now() }, input)),

    /** Throws as `closeReview`. */
    close: (actor: Actor, id: string): Promise<Review> =>
      transact((within) => closeReview(within, { actor, at: clock.now() }, id)),

    /** The files of a closed review, the signature last. Throws `review_not_found`, `review_not_closed`. */
    async exportRecord(id: string): Promise<RecordFile[]> {
      const record = await loadRecord(stores, id);
      if (record.review.closedAt === null) throw new DomainError('review_not_closed', { review: id });
      const lines = { name: 'review.jsonl', bytes: jsonLinesOf(record) };
      const files = [lines, ...(await printRecord(record, sha256Of(lines.bytes)))];
      return [...files, await signRecord(signer, record, files)];
    },

    /** Throws as `verifyRecord`. */
    verify: (read: (name: string) => Promise<Uint8Array>): Promise<RecordVerdict> =>
      verifyRecord(signer, read),
  };
}

async function show(
  stores: Dependencies['stores'],
  id: string,
  { signal, isUndecided, after = 0, limit = PAGE }: ReviewQuestion,
): Promise<ReviewView> {
  const isPage = Number.isInteger(after) && after >= 0 && Number.isInteger(limit) && limit >= 1;
  if (!isPage || limit > MOST || after > 1_000_000) throw new DomainError('bad_request');
  const { reviews } = stores;
  const review = await getReview(stores, id);
  const page = { after, limit: limit + 1, signal: readSignal(signal), isUndecided };
  const found = await reviews.listItems(id, page);
  const items = found.slice(0, limit);
  const counted = await reviews.countSignals(id);
  return {
    review,
    counts: await reviews.count(id),
    signals: Object.fromEntries(
      SIGNALS.map((each) => [each, counted.get(each) ?? 0]),
    ) as ReviewView['signals'],
    haste: findHaste(await reviews.listDecided(id)),
    items,
    names: await namesOf(
      stores,
      items.map(({ decidedBy }) => decidedBy),
    ),
    next: found.length > limit ? (items.at(-1)?.number ?? null) : null,
  };
}

function readSignal(text: string | undefined): Signal | undefined {
  if (text === undefined) return undefined;
  const signal = SIGNALS.find((known) => known === text);
  if (signal === undefined) throw new DomainError('review_invalid', { field: 'signal', value: text });
  return signal;
}
