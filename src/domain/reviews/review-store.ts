import type { Day } from '../clock.ts';
import type { Decided } from './haste.ts';
import type { Review, ReviewCounts, ReviewItem, ReviewScope, Verdict } from './review.ts';
import type { Signal, SignalFacts } from './review-signals.ts';

/** What the signals of one item follow from. */
export interface ItemFacts extends SignalFacts {
  number: number;
}

/** What the facts say of one item. */
export type ItemFindings = Pick<ReviewItem, 'number' | 'signals' | 'lastUsedAt' | 'peers' | 'peersWithRole'>;

/** Which letter to the reviewers. */
export type ReviewReminder = 'early' | 'due';

/** Port of reviews. Ids that are no UUID never reach it. */
export interface ReviewStore {
  add(review: Review): Promise<void>;
  find(id: string): Promise<Review | undefined>;
  /** The newest first. */
  list(): Promise<Review[]>;
  listOpen(): Promise<Review[]>;
  /** When the last closed review of the same scope was opened. */
  findLastClosed(scope: ReviewScope): Promise<Date | undefined>;

  /**
   * Writes down every role grant in force in the review's scope, at most `limit`, as one statement, numbered from 1
   * in the order of systems, roles and holders. @returns how many
   */
  snapshot(review: Review, limit: number): Promise<number>;
  /** Since when the use of relying parties is recorded; undefined while nothing is. */
  findUsageStart(): Promise<Date | undefined>;
  /** What the signals of items follow from, of numbers after `after`, in their order. */
  listFacts(review: Review, after: number, limit: number): Promise<ItemFacts[]>;
  saveFindings(reviewId: string, findings: ItemFindings[]): Promise<void>;
  /** Numbers the items anew: those with a signal first, each part in the order it had. */
  putFirst(reviewId: string, signal: Signal): Promise<void>;

  findItem(reviewId: string, number: number): Promise<ReviewItem | undefined>;
  /** Of numbers after `after`; with a signal, or undecided, when asked. */
  listItems(
    reviewId: string,
    page: { after: number; limit: number; signal?: Signal | undefined; isUndecided?: boolean | undefined },
  ): Promise<ReviewItem[]>;
  count(reviewId: string): Promise<ReviewCounts>;
  /** How many items carry each signal. */
  countSignals(reviewId: string): Promise<Map<Signal, number>>;
  listDecided(reviewId: string): Promise<Decided[]>;

  /** Keeps a review from being closed until this transaction ends; false when it is closed or unknown. */
  holdOpen(id: string): Promise<boolean>;
  /** By a conditional statement: false when somebody decided on it before, unless the same reviewer kept it. */
  decide(decided: {
    reviewId: string;
    number: number;
    verdict: Verdict;
    note: string | null;
    at: Date;
    by: string;
  }): Promise<boolean>;
  /** By a conditional statement: false when it is closed, or an item is undecided. */
  close(id: string, at: Date, by: string): Promise<boolean>;
  saveRecordHash(id: string, sha256: string): Promise<void>;

  /** By a conditional statement: false when it was sent before, or the review is closed. */
  takeReminder(id: string, reminder: ReviewReminder, at: Date): Promise<boolean>;
  /** By a conditional statement: marks a review whose due day is before `today`; false when it is marked. */
  markOverdue(id: string, today: Day, at: Date): Promise<boolean>;
  /** Makes whoever else lets items expire wait until this transaction ends. */
  lockExpiry(): Promise<void>;
  /** The first undecided item of a role that is not privileged. */
  findExpiring(reviewId: string): Promise<ReviewItem | undefined>;
  /** Items of all reviews that were decided by somebody after a moment. */
  countDecidedBy(by: string, since: Date): Promise<number>;
}
