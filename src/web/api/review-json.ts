import { OVERDUE_RULES } from '../../domain/reviews/review.ts';
import { SIGNALS } from '../../domain/reviews/review-signals.ts';
import * as schema from './schema.ts';

const ID = { ...schema.text, format: 'uuid' };
const BOTH = schema.object({ vi: schema.text, en: schema.text });

const PROGRESS = {
  id: ID,
  name: schema.text,
  state: schema.oneOf(['open', 'overdue', 'closed']),
  scope: schema.object({ kind: schema.oneOf(['unit', 'client']), code: schema.text, name: schema.text }),
  due: schema.day,
  overdue: schema.oneOf(OVERDUE_RULES),
  reviewers: { ...schema.arrayOf(ID), description: 'none: item by item by the rule' },
  changed_since: schema.moment,
  opened_at: schema.moment,
  opened_by: schema.text,
  closed_at: schema.momentOrNull,
  closed_by: schema.textOrNull,
  record_sha256: { ...schema.textOrNull, description: 'of review.jsonl' },
  counts: schema.object({
    items: schema.count,
    kept: schema.count,
    revoked: schema.count,
    undecided: schema.count,
  }),
};

export const REVIEW: schema.NamedSchema = { name: 'Review', schema: schema.object(PROGRESS) };

export const REVIEW_ITEM: schema.NamedSchema = {
  name: 'ReviewItem',
  schema: schema.object({
    item: schema.count,
    role_grant: ID,
    client: schema.text,
    role: schema.text,
    role_name: schema.text,
    person: { ...schema.textOrNull, description: 'id; null for a rule' },
    employee_no: schema.textOrNull,
    holder: { ...BOTH, description: 'in words' },
    unit: { ...schema.textOrNull, description: 'code' },
    position: schema.textOrNull,
    extent: { ...schema.textOrNull, description: 'code of a unit' },
    until: schema.momentOrNull,
    decision: schema.textOrNull,
    granted_by: schema.text,
    granted_at: schema.moment,
    last_used_at: { ...schema.momentOrNull, description: 'to the day; null when no use is known' },
    peers: { ...schema.count, description: 'others of the same unit and position' },
    peers_with_role: schema.count,
    signals: schema.arrayOf(schema.oneOf(SIGNALS)),
    reviewers: { ...schema.arrayOf(ID), description: 'by the rule; none where the review names them' },
    questions: schema.arrayOf(
      schema.object({
        by: schema.text,
        to: { ...schema.arrayOf(ID), description: 'who may answer' },
        question: schema.text,
        asked_at: schema.moment,
        answer: schema.textOrNull,
        answered_at: schema.momentOrNull,
        answered_by: schema.textOrNull,
      }),
    ),
    verdict: schema.oneOfOrNull(['keep', 'revoke']),
    note: schema.textOrNull,
    decided_at: schema.momentOrNull,
    decided_by: schema.textOrNull,
  }),
};

export const REVIEW_VIEW: schema.NamedSchema = {
  name: 'ReviewView',
  schema: schema.object({
    ...PROGRESS,
    signals: schema.object(Object.fromEntries(SIGNALS.map((signal) => [signal, schema.count]))),
    haste: schema.arrayOf(
      schema.object({ by: schema.text, from: schema.moment, until: schema.moment, items: schema.count }),
    ),
    items: schema.arrayOf(schema.reference(REVIEW_ITEM)),
    next_after: { type: ['integer', 'null'], description: '`after` of the following page; null at the end' },
  }),
  uses: [REVIEW_ITEM],
};

export const REVIEW_RECORD: schema.NamedSchema = {
  name: 'ReviewRecord',
  schema: schema.object({
    files: schema.arrayOf(
      schema.object({ name: schema.text, content: { ...schema.text, contentEncoding: 'base64' } }),
    ),
  }),
};
