import type { Haste } from '../domain/reviews/haste.ts';
import type { ReviewProgress, ReviewView } from '../domain/reviews/read-reviews.ts';
import { type AskedBack, type ReviewItem, stateOf, undecided } from '../domain/reviews/review.ts';
import { holderWords } from './reviews.ts';

/** A review as machines read it, by the tool and by the API. */
export function reviewFields({ review, counts }: ReviewProgress) {
  return {
    id: review.id,
    name: review.name,
    state: stateOf(review),
    scope: {
      kind: review.unitId === null ? 'client' : 'unit',
      code: review.scopeCode,
      name: review.scopeName,
    },
    due: review.dueOn,
    overdue: review.overdueRule,
    reviewers: review.reviewerIds,
    changed_since: review.changedSince,
    opened_at: review.openedAt,
    opened_by: review.openedBy,
    closed_at: review.closedAt,
    closed_by: review.closedBy,
    record_sha256: review.recordSha256,
    counts: { ...counts, undecided: undecided(counts) },
  };
}

/** A page of a review for machines. */
export function viewFields(view: ReviewView) {
  return {
    ...reviewFields(view),
    signals: view.signals,
    haste: view.haste.map(hasteFields),
    items: view.items.map((item) => itemFields(item)),
    next_after: view.next,
  };
}

export function itemFields(item: ReviewItem) {
  return {
    item: item.number,
    role_grant: item.roleGrantId,
    client: item.clientId,
    role: item.roleCode,
    role_name: item.roleName,
    person: item.personId,
    employee_no: item.employeeNo,
    holder: { vi: holderWords(item, 'vi'), en: holderWords(item, 'en') },
    unit: item.unitCode,
    position: item.positionName,
    extent: item.extentCode,
    until: item.until,
    decision: item.decision,
    granted_by: item.grantedBy,
    granted_at: item.grantedAt,
    last_used_at: item.lastUsedAt,
    peers: item.peers,
    peers_with_role: item.peersWithRole,
    signals: item.signals,
    reviewers: item.reviewerIds,
    questions: item.questions.map(questionFields),
    verdict: item.verdict,
    note: item.note,
    decided_at: item.decidedAt,
    decided_by: item.decidedBy,
  };
}

function questionFields({ by, to, question, askedAt, answer, answeredAt, answeredBy }: AskedBack) {
  return { by, to, question, asked_at: askedAt, answer, answered_at: answeredAt, answered_by: answeredBy };
}

function hasteFields({ by, from, until, items }: Haste) {
  return { by, from, until, items };
}
