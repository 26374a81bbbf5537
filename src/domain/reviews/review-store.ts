import type { Day } from '../clock.ts';
import type { Decided } from './haste.ts';
import type { AskedBack, Review, ReviewCounts, ReviewItem, ReviewScope, Verdict } from './review.ts';
import type { Signal, SignalFacts } from './review-signals.ts';

/** What the signals of one item follow from. */
export interface ItemFacts extends SignalFacts {
  number: number;
}

/** What the facts say of one item. */
export type ItemFindings = Pick<ReviewItem, 'number' | 'signals' | 'lastUsedAt' | 'peers' | 'peersWithRole'>;

/** Undecided items of one reviewer, at one unit and system. */
export interface Assignment {
  personId: string;
  unitCode: string | null;
  clientId: string;
  items: number;
}

export interface ItemPage {
  after: number;
  limit: number;
  signal?: Signal | undefined;
  isUndecided?: boolean | undefined;
  /** Id of a person. */
  concerning?: string | undefined;
}

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
  /** Of numbers after `after`; with a signal, undecided, or concerning somebody, when asked. */
  listItems(reviewId: string, page: ItemPage): Promise<ReviewItem[]>;
  /** Of all items, or of those that concern somebody: she decides on them by the rule, or was asked about them. */
  count(reviewId: string, concerning?: string): Promise<ReviewCounts>;
  /** How many items carry each signal. */
  countSignals(reviewId: string, concerning?: string): Promise<Map<Signal, number>>;
  listDecided(reviewId: string): Promise<Decided[]>;
  /** Ids of the reviews with an item that concerns somebody. */
  listConcerning(personId: string): Promise<string[]>;

  /** Writes who decides on some items. */
  assign(reviewId: string, assigned: { number: number; reviewerIds: string[] }[]): Promise<void>;
  /** Who has how many undecided items, by unit and system. */
  listAssignments(reviewId: string): Promise<Assignment[]>;
  /** By a conditional statement: false when the item is decided, or another question waits. */
  ask(reviewId: string, number: number, question: AskedBack): Promise<boolean>;
  /** By a conditional statement: false when the question waits no more. */
  answer(reviewId: string, number: number, given: { open: AskedBack; answered: AskedBack }): Promise<boolean>;

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

  /** What each has decided, by the label on the items. */
  countByReviewer(reviewId: string): Promise<{ by: string; kept: number; revoked: number }[]>;
  /** How many items wait for an answer that was asked back; of those that concern somebody, or of all. */
  countAsked(reviewId: string, concerning?: string): Promise<number>;
  /** Undecided items of open reviews that somebody decides on, by the rule or by name. */
  countLeftTo(personId: string): Promise<number>;
  /** When the letters of a review went out. */
  findReminders(reviewId: string): Promise<{ early: Date | null; due: Date | null }>;
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
