import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';
import { meterOf } from '../../src/web/admin/review-words.ts';
import type {
  ItemLine,
  ReviewClosingView,
  ReviewDecisionsView,
  ReviewFormView,
  ReviewHead,
  ReviewItemView,
  ReviewListView,
  ReviewProgressView,
  ReviewView,
} from '../../src/web/admin/reviews-view.ts';

const at = new Date('2026-11-20T03:31:09Z');
const ID = '0a1b2c3d-0000-4000-8000-000000000001';
const meter = meterOf({ items: 98, kept: 47, revoked: 8 }, 3);

type Text = (typical: string) => string;

/** The console's pages about access reviews, in every state. */
export function sampleReviewViews(text: Text, frame: ConsoleFrame) {
  return {
    'admin/reviews': listViews(text, frame),
    'admin/review-new': formViews(text, frame),
    'admin/review': reviewViews(text, frame),
    'admin/review-item': itemViews(text, frame),
    'admin/review-decisions': decisionsViews(text, frame),
    'admin/review-progress': progressViews(text, frame),
    'admin/review-closing': closingViews(text, frame),
  };
}

function headView(text: Text, named: Partial<ReviewHead> = {}): ReviewHead {
  return {
    id: ID,
    name: text('Rà soát quyền, kỳ 2 năm 2026'),
    scope: text('Cục An toàn thông tin'),
    state: 'open',
    dueOn: '2026-12-15',
    daysLeft: 25,
    closedAt: null,
    ...named,
  };
}

const closed = { state: 'closed', closedAt: at } as const;
const overdue = { state: 'overdue', daysLeft: -2 } as const;

function lineView(text: Text, named: Partial<ItemLine> = {}): ItemLine {
  return {
    number: 1,
    holder: text('Phan Anh Dũng'),
    place: text('Phó Trưởng phòng'),
    role: text('Tra cứu toàn Bộ'),
    application: text('Quản lý văn bản'),
    extent: text('Cục Viễn thông'),
    grantedAt: at,
    decision: text('1188/QĐ'),
    granter: text('Trần Quốc Hưng'),
    roleGrantId: ID,
    signals: [{ text: text('Chỉ 1 trên 14 người có'), isStrong: true }],
    usage: text('dùng lần cuối 01/10/2026'),
    verdict: null,
    isAsked: false,
    canDecide: true,
    ...named,
  };
}

const hasteView = (text: Text) => [{ by: text('Vũ Minh Khôi'), items: 22, from: at, until: at }];

function listViews(text: Text, frame: ConsoleFrame): ReviewListView[] {
  const row = (named: Partial<ReviewHead>) => ({ ...headView(text, named), meter });
  const paging = { from: 1, to: 3, total: 3, previous: null, next: null };
  const view = { ...frame, mayOpen: true, reviews: [row({}), row(overdue), row(closed)], ...paging };
  return [view, { ...view, mayOpen: false, reviews: [], from: 0, to: 0, total: 0 }];
}

function formViews(text: Text, frame: ConsoleFrame): ReviewFormView[] {
  const view: ReviewFormView = {
    ...frame,
    form: {
      name: text('Rà soát quyền'),
      kind: 'unit',
      unit: text('G14.05'),
      client: '',
      due: '2026-12-15',
      overdue: 'escalate',
      reviewers: text('tqhung@mic.example'),
    },
    error: null,
    earliest: '2026-11-20',
    clients: [{ value: 'documents', text: text('Quản lý văn bản') }],
    rules: ['escalate', 'expire'],
    preview: null,
  };
  const preview = {
    scope: text('Cục An toàn thông tin'),
    dueOn: '2026-12-15',
    items: 98,
    signals: [{ text: text('Khác thường'), number: 5 }],
    reviewers: [{ name: text('Vũ Minh Khôi'), left: 98 }],
  };
  const byClient = { ...view.form, kind: 'client', client: 'documents' };
  return [
    view,
    { ...view, preview },
    { ...view, form: byClient, preview: { ...preview, signals: [], reviewers: [] } },
    { ...view, error: { code: 'review_invalid', supportCode: '7KQ42MXD' } },
  ];
}

function reviewViews(text: Text, frame: ConsoleFrame): ReviewView[] {
  const view: ReviewView = {
    ...frame,
    review: headView(text),
    notice: null,
    meter,
    haste: hasteView(text),
    tabs: [
      { text: text('Tất cả'), number: 98, url: text('/admin/reviews/1'), isCurrent: true },
      {
        text: text('Khác thường'),
        number: 5,
        url: text('/admin/reviews/1?signal=outlier'),
        isCurrent: false,
      },
    ],
    filter: { signal: '', isUndecided: false },
    items: [
      lineView(text),
      lineView(text, { number: 2, verdict: 'keep', usage: '', place: '', extent: null, decision: null }),
      lineView(text, { number: 3, isAsked: true, signals: [{ text: text('Đặc quyền'), isStrong: false }] }),
      lineView(text, { number: 4, verdict: 'revoke', canDecide: false }),
      lineView(text, { number: 5, canDecide: false, signals: [] }),
    ],
    total: 98,
    first: null,
    next: text('/admin/reviews/1?after=50'),
    back: text('signal=changed'),
    canDecide: true,
    canClose: true,
    readsWhole: true,
    recordFiles: [],
  };
  const done = meterOf({ items: 98, kept: 90, revoked: 8 });
  return [
    view,
    {
      ...view,
      review: headView(text, { daysLeft: 0 }),
      meter: done,
      haste: [],
      notice: 'kept',
      first: text('/x'),
    },
    {
      ...view,
      review: headView(text, overdue),
      items: [],
      next: null,
      back: '',
      canDecide: false,
      canClose: false,
      readsWhole: false,
      filter: { signal: 'changed', isUndecided: true },
    },
    {
      ...view,
      review: headView(text, closed),
      meter: done,
      notice: 'closed',
      canDecide: false,
      canClose: false,
      recordFiles: ['review.jsonl', 'review.jws'],
    },
  ];
}

function itemViews(text: Text, frame: ConsoleFrame): ReviewItemView[] {
  const asked = {
    by: text('Vũ Minh Khôi'),
    to: [text('Lê Ánh')],
    question: text('Còn cần không?'),
    askedAt: at,
  };
  const waiting = { ...asked, answer: null, answeredBy: null, answeredAt: null };
  const facts = { personId: ID, until: at, note: null, decidedBy: null, decidedAt: null, reviewers: [] };
  const view: ReviewItemView = {
    ...frame,
    review: headView(text),
    error: null,
    item: { ...lineView(text), ...facts, reviewers: [text('Vũ Minh Khôi')] },
    questions: [],
    canAsk: true,
    canAnswer: false,
    canOpenPerson: true,
    typed: { note: text('Hết việc'), to: 'unit', question: text('Vì sao?'), answer: text('Có') },
    back: text('open=1'),
    backUrl: text('/admin/reviews/1?open=1'),
  };
  const decided = {
    verdict: 'keep',
    decidedBy: text('Vũ Minh Khôi'),
    decidedAt: at,
    note: text('Đúng'),
  } as const;
  const rule = {
    personId: null,
    until: null,
    place: '',
    extent: null,
    decision: null,
    usage: '',
    signals: [],
  };
  return [
    view,
    { ...view, canAsk: false, canAnswer: true, questions: [waiting] },
    {
      ...view,
      error: { code: 'review_own_grant', supportCode: '7KQ42MXD' },
      item: { ...view.item, ...rule, ...decided },
      canAsk: false,
      canOpenPerson: false,
      questions: [{ ...asked, answer: text('Còn'), answeredBy: text('Lê Ánh'), answeredAt: at }],
    },
    { ...view, item: { ...view.item, ...decided, verdict: 'revoke', canDecide: false }, canAsk: false },
  ];
}

function decisionsViews(text: Text, frame: ConsoleFrame): ReviewDecisionsView[] {
  const { number, holder, place, role, application } = lineView(text);
  const line = { number, holder, place, role, application };
  const view: ReviewDecisionsView = {
    ...frame,
    review: headView(text),
    error: null,
    verdict: 'keep',
    note: text('Hết việc'),
    lines: [
      { ...line, refusal: null },
      { ...line, number: 2, place: '', refusal: text('Không tự rà soát quyền của mình') },
    ],
    reached: 6,
    isHasty: true,
    back: text('open=1'),
    backUrl: text('/admin/reviews/1?open=1'),
  };
  const error = { code: 'review_invalid', supportCode: '7KQ42MXD' } as const;
  return [
    view,
    { ...view, verdict: 'revoke', isHasty: false, error },
    { ...view, reached: 0, isHasty: false },
  ];
}

function progressViews(text: Text, frame: ConsoleFrame): ReviewProgressView[] {
  const view: ReviewProgressView = {
    ...frame,
    review: headView(text),
    notice: 'opened',
    meter,
    openedBy: text('Trần Quốc Hưng'),
    openedAt: at,
    overdueRule: 'escalate',
    reviewers: [{ name: text('Vũ Minh Khôi'), kept: 47, revoked: 8, left: 40 }],
    haste: hasteView(text),
    reminders: [
      { kind: 'early', day: '2026-12-08', sentAt: at },
      { kind: 'due', day: '2026-12-15', sentAt: null },
    ],
    closed: null,
  };
  const hash = text('9f86d081884c7d65');
  return [
    view,
    { ...view, notice: null, review: headView(text, overdue), overdueRule: 'expire', haste: [] },
    {
      ...view,
      notice: null,
      review: headView(text, closed),
      reviewers: [],
      closed: { by: text('Trần Quốc Hưng'), at, hash },
    },
  ];
}

function closingViews(text: Text, frame: ConsoleFrame): ReviewClosingView[] {
  const done = meterOf({ items: 98, kept: 90, revoked: 8 });
  const view = { ...frame, review: headView(text), error: null, meter: done, haste: hasteView(text) };
  const error = { code: 'review_incomplete', supportCode: '7KQ42MXD' } as const;
  return [view, { ...view, meter, error }, { ...view, review: headView(text, closed), haste: [] }];
}
