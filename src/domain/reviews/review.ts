import type { Day } from '../clock.ts';
import type { StaffCategory } from '../directory/person.ts';
import type { Signal } from './review-signals.ts';

/** What a campaign goes over: a unit with everything below it, or one relying party. */
export type ReviewScope = { kind: 'unit'; unitId: string } | { kind: 'client'; clientId: string };

/** What happens to items that nobody decided by the due day. */
export const OVERDUE_RULES = ['escalate', 'expire'] as const;
export type OverdueRule = (typeof OVERDUE_RULES)[number];

export type Verdict = 'keep' | 'revoke';

/** One access review ("rà soát quyền truy cập"): who decides on which role grants until when. */
export interface Review {
  id: string;
  name: string;
  /** One of both. */
  unitId: string | null;
  clientId: string | null;
  /** Code and name of what is reviewed, as they were when it was opened. */
  scopeCode: string;
  scopeName: string;
  /** Ids of the people who decide on all of it; none: item by item whom the rule names. */
  reviewerIds: readonly string[];
  overdueRule: OverdueRule;
  /** What happened after this moment counts as changed. */
  changedSince: Date;
  /** Days without use after which a role grant is flagged. */
  unusedDays: number;
  openedAt: Date;
  openedBy: string;
  /** The last day on which to decide. */
  dueOn: Day;
  overdueAt: Date | null;
  closedAt: Date | null;
  closedBy: string | null;
  /** SHA-256 of the closed review's record (JSON lines), in hex. */
  recordSha256: string | null;
}

/** A question about an item that was asked back, and its answer. Moments are RFC 3339. */
export interface AskedBack {
  /** As `actorLabel` writes it. */
  by: string;
  /** Ids of the people who may answer. */
  to: readonly string[];
  question: string;
  askedAt: string;
  answer: string | null;
  answeredAt: string | null;
  answeredBy: string | null;
}

/** A role grant as it was when the review was opened, and what was decided on it. */
export interface ReviewItem {
  reviewId: string;
  /** 1, 2, 3 …: what changed comes first. */
  number: number;
  roleGrantId: string;
  clientId: string;
  roleCode: string;
  roleName: string;
  /** The holder: a person, by the main appointment, or a rule. */
  personId: string | null;
  personName: string | null;
  employeeNo: string | null;
  unitCode: string | null;
  unitName: string | null;
  includesSubtree: boolean;
  positionName: string | null;
  category: StaffCategory | null;
  extentCode: string | null;
  extentName: string | null;
  until: Date | null;
  decision: string | null;
  /** As `actorLabel` writes it; a person's name beside it. */
  grantedBy: string;
  grantedByName: string | null;
  grantedAt: Date;
  /** Last use of the relying party by the person; null when none is known. */
  lastUsedAt: Date | null;
  /** Others of the same unit and position, and how many of them hold the role. */
  peers: number;
  peersWithRole: number;
  signals: readonly Signal[];
  /** Ids of the people who decide on it by the rule; none where the review names them, or nobody was found. */
  reviewerIds: readonly string[];
  /** The oldest first; only the last may wait for an answer. */
  questions: readonly AskedBack[];
  verdict: Verdict | null;
  note: string | null;
  decidedAt: Date | null;
  decidedBy: string | null;
}

/** How far a review has come. */
export interface ReviewCounts {
  items: number;
  kept: number;
  revoked: number;
}

export type ReviewState = 'open' | 'overdue' | 'closed';

/** Where a review stands. */
export function stateOf({ closedAt, overdueAt }: Pick<Review, 'closedAt' | 'overdueAt'>): ReviewState {
  if (closedAt !== null) return 'closed';
  return overdueAt === null ? 'open' : 'overdue';
}

/** The question that waits for an answer. */
export function openQuestion({ questions }: Pick<ReviewItem, 'questions'>): AskedBack | undefined {
  const last = questions.at(-1);
  return last?.answer === null ? last : undefined;
}

/** Items without a decision. */
export function undecided({ items, kept, revoked }: ReviewCounts): number {
  return items - kept - revoked;
}
