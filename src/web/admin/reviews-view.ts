import type { Asked } from '../../domain/reviews/ask-back.ts';
import type { OverdueRule, ReviewState, Verdict } from '../../domain/reviews/review.ts';
import type { RefusalView } from '../view-models.ts';
import type { ConsoleFrame } from './console-frame.ts';

export interface ReviewViews {
  'admin/reviews': ReviewListView;
  'admin/review-new': ReviewFormView;
  'admin/review': ReviewView;
  'admin/review-item': ReviewItemView;
  'admin/review-decisions': ReviewDecisionsView;
  'admin/review-progress': ReviewProgressView;
  'admin/review-closing': ReviewClosingView;
}

export const REVIEW_NOTICES = ['opened', 'kept', 'revoked', 'asked', 'answered', 'closed'] as const;
export type ReviewNotice = (typeof REVIEW_NOTICES)[number];

/** Numbers of items, and the same as widths of a bar of `BAR_WIDTH`. */
export interface ReviewMeter {
  items: number;
  kept: number;
  revoked: number;
  asked: number;
  left: number;
  widths: { kept: number; revoked: number; asked: number };
}

/** What every page of a review has on top. */
export interface ReviewHead {
  id: string;
  name: string;
  scope: string;
  state: ReviewState;
  dueOn: string;
  /** Negative when it is over. */
  daysLeft: number;
  closedAt: Date | null;
}

export interface ReviewListView extends ConsoleFrame {
  mayOpen: boolean;
  reviews: (ReviewHead & { meter: ReviewMeter })[];
  from: number;
  to: number;
  total: number;
  previous: string | null;
  next: string | null;
}

export const REVIEW_FIELDS = ['name', 'kind', 'unit', 'client', 'due', 'overdue', 'reviewers'] as const;
export type ReviewFields = Record<(typeof REVIEW_FIELDS)[number], string>;

export interface ReviewFormView extends ConsoleFrame {
  form: ReviewFields;
  error: RefusalView | null;
  earliest: string;
  clients: { value: string; text: string }[];
  rules: readonly OverdueRule[];
  /** What opening it would come to; null before anybody asks. */
  preview: {
    scope: string;
    dueOn: string;
    items: number;
    signals: { text: string; number: number }[];
    reviewers: { name: string; left: number }[];
  } | null;
}

/** An item as lists show it. */
export interface ItemLine {
  number: number;
  holder: string;
  place: string;
  role: string;
  application: string;
  extent: string | null;
  grantedAt: Date;
  decision: string | null;
  granter: string;
  roleGrantId: string;
  /** In words; what changed or is unused stands out. */
  signals: { text: string; isStrong: boolean }[];
  usage: string;
  verdict: Verdict | null;
  isAsked: boolean;
  canDecide: boolean;
}

export interface ReviewView extends ConsoleFrame {
  review: ReviewHead;
  notice: ReviewNotice | null;
  meter: ReviewMeter;
  haste: { by: string; items: number; from: Date; until: Date }[];
  tabs: { text: string; number: number; url: string; isCurrent: boolean }[];
  filter: { signal: string; isUndecided: boolean };
  items: ItemLine[];
  /** Of the list as it is filtered. */
  total: number;
  first: string | null;
  next: string | null;
  /** The filter as it stands, for the way back from a form. */
  back: string;
  canDecide: boolean;
  canClose: boolean;
  readsWhole: boolean;
  recordFiles: readonly string[];
}

export interface ReviewItemView extends ConsoleFrame {
  review: ReviewHead;
  error: RefusalView | null;
  item: ItemLine & {
    personId: string | null;
    until: Date | null;
    note: string | null;
    decidedBy: string | null;
    decidedAt: Date | null;
    reviewers: string[];
  };
  questions: {
    by: string;
    to: string[];
    question: string;
    askedAt: Date;
    answer: string | null;
    answeredBy: string | null;
    answeredAt: Date | null;
  }[];
  canAsk: boolean;
  canAnswer: boolean;
  canOpenPerson: boolean;
  /** As typed, when a form is shown again. */
  typed: { note: string; to: Asked; question: string; answer: string };
  back: string;
  backUrl: string;
}

export interface ReviewDecisionsView extends ConsoleFrame {
  review: ReviewHead;
  error: RefusalView | null;
  verdict: Verdict;
  note: string;
  lines: {
    number: number;
    holder: string;
    place: string;
    role: string;
    application: string;
    refusal: string | null;
  }[];
  reached: number;
  isHasty: boolean;
  back: string;
  backUrl: string;
}

export interface ReviewProgressView extends ConsoleFrame {
  review: ReviewHead;
  notice: 'opened' | null;
  meter: ReviewMeter;
  openedBy: string;
  openedAt: Date;
  overdueRule: OverdueRule;
  reviewers: { name: string; kept: number; revoked: number; left: number }[];
  haste: ReviewView['haste'];
  reminders: { kind: 'early' | 'due'; day: string; sentAt: Date | null }[];
  closed: { by: string; at: Date; hash: string } | null;
}

export interface ReviewClosingView extends ConsoleFrame {
  review: ReviewHead;
  error: RefusalView | null;
  meter: ReviewMeter;
  haste: ReviewView['haste'];
}
