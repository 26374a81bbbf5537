import type { Actor } from '../audit/audit-event.ts';
import type { Clock, Ids } from '../clock.ts';
import type { ReadableExtent } from '../directory/readable-extent.ts';
import { DomainError } from '../errors.ts';
import type { Stores, Transact } from '../transact.ts';
import { type AnswerBack, type AskBack, answerBack, askBack } from './ask-back.ts';
import { closeReview, loadRecord } from './close-review.ts';
import { type DecideItem, decideItem, getReview } from './decide-item.ts';
import { type DecideMany, decideMany, foreseeDecisions } from './decide-many.ts';
import { type OpenReview, openReview } from './open-review.ts';
import {
  listItemsFor,
  listReviews,
  type ReviewProgress,
  type ReviewQuestion,
  type ReviewView,
  readsWhole,
  showItem,
  showReview,
} from './read-reviews.ts';
import { type RecordSigner, type RecordVerdict, signRecord, verifyRecord } from './record-signature.ts';
import type { Review, ReviewItem } from './review.ts';
import { mayOpenReviews, offersIn, type ReviewOffers } from './review-offers.ts';
import { type FollowedReview, followReview, previewReview, type ReviewPreview } from './review-progress.ts';
import {
  jsonLinesOf,
  type PrintItems,
  type PrintRecord,
  type RecordFile,
  sha256Of,
} from './review-record.ts';

interface Dependencies {
  stores: Stores;
  transact: Transact;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
  signer: RecordSigner;
  printRecord: PrintRecord;
  printItems: PrintItems;
  /** Where people sign in. */
  issuer: string;
}

export type ReviewService = ReturnType<typeof createReviewService>;

/** Access reviews. Each change and its audit event are one transaction. */
export function createReviewService(parts: Dependencies) {
  const { stores, transact, clock, ids, signer, printRecord, printItems, issuer } = parts;

  function noteExport(actor: Actor, { id, name }: Review, items: number): Promise<void> {
    const details = { review: id, name, items };
    return stores.audit.append({ type: 'review.exported', at: clock.now(), actor, details });
  }

  return {
    /** Throws as `openReview`. */
    open: (actor: Actor, input: OpenReview): Promise<ReviewProgress> =>
      transact(async (within) => {
        const review = await openReview(within, { actor, at: clock.now(), id: ids.uuid() }, input);
        return { review, counts: await within.reviews.count(review.id) };
      }),

    /** What `open` would come to; writes nothing. Throws as `openReview`. */
    preview: (actor: Actor, input: OpenReview): Promise<ReviewPreview> =>
      previewReview(transact, { actor, at: clock.now(), id: ids.uuid() }, input),

    /** Whether somebody may open reviews at all. */
    mayOpen: (actor: Actor): Promise<boolean> => mayOpenReviews(stores, { actor, at: clock.now() }),

    /** What somebody may do in a review. Throws `review_not_found`. */
    offers: async (actor: Actor, id: string): Promise<ReviewOffers> =>
      offersIn(stores, { actor, at: clock.now() }, await getReview(stores, id)),

    /** Throws as `followReview`. */
    follow: (id: string, extent: ReadableExtent): Promise<FollowedReview> =>
      followReview(stores, { id, at: clock.now() }, extent),

    /** Undecided items of open reviews that somebody is to decide on. */
    countLeftTo: (personId: string): Promise<number> => stores.reviews.countLeftTo(personId),

    /** The newest first; within bounds those that concern the reader, each with the items that do. */
    list: (extent: ReadableExtent = 'whole'): Promise<ReviewProgress[]> => listReviews(stores, extent),

    /** Throws `review_not_found`, `review_invalid` with `field` `signal`, `bad_request` for a page that cannot be. */
    show: (
      id: string,
      question: ReviewQuestion = {},
      extent: ReadableExtent = 'whole',
    ): Promise<ReviewView> => showReview(stores, id, question, extent),

    /** Throws as `showItem`. */
    showItem: (id: string, number: number, extent: ReadableExtent) =>
      showItem(stores, { id, number }, extent),

    /** The items that a reader sees, as they stand, as CSV; the log says who took them. Throws `review_not_found`. */
    async exportItems(actor: Actor, id: string, extent: ReadableExtent): Promise<Uint8Array> {
      const listed = await listItemsFor(stores, id, extent);
      await noteExport(actor, await getReview(stores, id), listed.items.length);
      return printItems(listed);
    },

    /** Throws as `foreseeDecisions`. */
    foresee: (actor: Actor, input: Omit<DecideMany, 'note'>) =>
      foreseeDecisions(stores, { actor, at: clock.now() }, input),

    /** Throws as `decideMany`. */
    decideMany: (actor: Actor, input: DecideMany): Promise<number> =>
      transact((within) => decideMany(within, { actor, at: clock.now() }, input)),

    /** Throws as `decideItem`. */
    decide: (actor: Actor, input: DecideItem): Promise<ReviewItem> =>
      transact((within) => decideItem(within, { actor, at: clock.now() }, input)),

    /** Throws as `askBack`. */
    ask: (actor: Actor, input: AskBack): Promise<ReviewItem> =>
      transact((within) => askBack(within, { actor, at: clock.now(), issuer }, input)),

    /** Throws as `answerBack`. */
    answer: (actor: Actor, input: AnswerBack): Promise<ReviewItem> =>
      transact((within) => answerBack(within, { actor, at: clock.now(), issuer }, input)),

    /** Throws as `closeReview`. */
    close: (actor: Actor, id: string): Promise<Review> =>
      transact((within) => closeReview(within, { actor, at: clock.now() }, id)),

    /**
     * The files of a closed review, the signature last; the log says who took them. Throws `review_not_found`,
     * `review_not_closed`.
     */
    async exportRecord(actor: Actor, id: string, extent: ReadableExtent = 'whole'): Promise<RecordFile[]> {
      const record = await loadRecord(stores, id);
      if (!readsWhole(record.review, extent)) throw new DomainError('review_not_found', { review: id });
      if (record.review.closedAt === null) throw new DomainError('review_not_closed', { review: id });
      await noteExport(actor, record.review, record.items.length);
      const lines = { name: 'review.jsonl', bytes: jsonLinesOf(record) };
      const files = [lines, ...(await printRecord(record, sha256Of(lines.bytes)))];
      return [...files, await signRecord(signer, record, files)];
    },

    /** Throws as `verifyRecord`. */
    verify: (read: (name: string) => Promise<Uint8Array>): Promise<RecordVerdict> =>
      verifyRecord({ signer, reviews: stores.reviews }, read),
  };
}
