import type { Review, ReviewItem } from '../../../src/domain/reviews/review.ts';
import type { SignalFacts, SignalPolicy } from '../../../src/domain/reviews/review-signals.ts';

const REVIEW_ID = '00000000-0000-4000-8000-000000000001';
const PERSON_ID = '00000000-0000-4000-8000-000000000002';

/** A closed review; what a test is about is named by it. */
export function reviewRow(named: Partial<Review> = {}): Review {
  return {
    id: REVIEW_ID,
    name: 'Rà soát quyền, kỳ 2 năm 2026',
    unitId: null,
    clientId: 'documents',
    scopeCode: 'documents',
    scopeName: 'Quản lý văn bản và điều hành',
    reviewerIds: [],
    overdueRule: 'escalate',
    changedSince: new Date('2026-05-22T01:00:00Z'),
    unusedDays: 90,
    openedAt: new Date('2026-11-20T01:00:00Z'),
    openedBy: 'operator:an',
    dueOn: '2026-12-20',
    overdueAt: null,
    closedAt: new Date('2026-12-01T02:03:04Z'),
    closedBy: `person:${PERSON_ID}`,
    recordSha256: null,
    ...named,
  };
}

/** A decided item that a person holds. */
export function itemRow(number: number, named: Partial<ReviewItem> = {}): ReviewItem {
  return {
    reviewId: REVIEW_ID,
    number,
    roleGrantId: `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`,
    clientId: 'documents',
    roleCode: 'clerk',
    roleName: 'Văn thư',
    personId: PERSON_ID,
    personName: 'Nguyễn Thị Ngọc Ánh',
    employeeNo: '014-00001',
    unitCode: 'G14.05.1',
    unitName: 'Phòng Thẩm định',
    includesSubtree: false,
    positionName: 'Chuyên viên',
    category: null,
    extentCode: null,
    extentName: null,
    until: null,
    decision: null,
    grantedBy: 'operator:an',
    grantedByName: null,
    grantedAt: new Date('2026-11-01T01:00:00Z'),
    lastUsedAt: null,
    peers: 0,
    peersWithRole: 0,
    signals: [],
    reviewerIds: [],
    questions: [],
    verdict: 'keep',
    note: null,
    decidedAt: new Date('2026-11-21T01:00:00Z'),
    decidedBy: `person:${PERSON_ID}`,
    ...named,
  };
}

export const names = new Map([[`person:${PERSON_ID}`, 'Vũ Minh Khôi']]);

/** Facts that raise no signal. */
export function quietFacts(named: Partial<SignalFacts> = {}): SignalFacts {
  return {
    grantedAt: new Date('2025-01-01T00:00:00Z'),
    from: null,
    until: new Date('2027-01-01T00:00:00Z'),
    decision: '12/QĐ',
    isPrivileged: false,
    personId: PERSON_ID,
    appointments: [],
    lastUsedAt: new Date('2026-11-19T00:00:00Z'),
    peers: 0,
    peersWithRole: 0,
    ...named,
  };
}

export const policy: SignalPolicy = {
  now: new Date('2026-11-20T01:00:00Z'),
  changedSince: new Date('2026-05-22T01:00:00Z'),
  unusedDays: 90,
  usageKnownSince: new Date('2025-01-01T00:00:00Z'),
};
