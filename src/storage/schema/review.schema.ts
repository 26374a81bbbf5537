import { EntitySchema } from 'typeorm';
import type { RecordKey } from '../../domain/reviews/record-keys.ts';
import type { Review, ReviewItem } from '../../domain/reviews/review.ts';
import { boolean, columns, date, integer, jsonb, references, text, timestamp, uuid } from '../columns.ts';

/** A review as stored: with what the sweep has sent. */
export interface ReviewRow extends Review {
  remindedEarlyAt: Date | null;
  remindedDueAt: Date | null;
}

const nullable = { nullable: true };

export const ReviewSchema = new EntitySchema<ReviewRow>({
  name: 'Review',
  tableName: 'review',
  columns: columns<ReviewRow>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'review_pkey' }),
    name: text('name'),
    unitId: uuid('unit_id', { ...nullable, ...references('review', 'unit_id', 'Unit') }),
    clientId: text('client_id', nullable),
    scopeCode: text('scope_code'),
    scopeName: text('scope_name'),
    reviewerIds: jsonb('reviewer_ids'),
    overdueRule: text('overdue_rule'),
    changedSince: timestamp('changed_since'),
    unusedDays: integer('unused_days'),
    openedAt: timestamp('opened_at'),
    openedBy: text('opened_by'),
    dueOn: date('due_on'),
    overdueAt: timestamp('overdue_at', nullable),
    closedAt: timestamp('closed_at', nullable),
    closedBy: text('closed_by', nullable),
    recordSha256: text('record_sha256', nullable),
    remindedEarlyAt: timestamp('reminded_early_at', nullable),
    remindedDueAt: timestamp('reminded_due_at', nullable),
  }),
});

export const ReviewItemSchema = new EntitySchema<ReviewItem>({
  name: 'ReviewItem',
  tableName: 'review_item',
  columns: columns<ReviewItem>({
    reviewId: uuid('review_id', {
      primary: true,
      primaryKeyConstraintName: 'review_item_pkey',
      ...references('review_item', 'review_id', 'Review', 'CASCADE'),
    }),
    number: integer('number', { primary: true, primaryKeyConstraintName: 'review_item_pkey' }),
    roleGrantId: uuid('role_grant_id'),
    clientId: text('client_id'),
    roleCode: text('role_code'),
    roleName: text('role_name'),
    personId: uuid('person_id', nullable),
    personName: text('person_name', nullable),
    employeeNo: text('employee_no', nullable),
    unitCode: text('unit_code', nullable),
    unitName: text('unit_name', nullable),
    includesSubtree: boolean('includes_subtree'),
    positionName: text('position_name', nullable),
    category: text('category', nullable),
    extentCode: text('extent_code', nullable),
    extentName: text('extent_name', nullable),
    until: timestamp('valid_until', nullable),
    decision: text('decision', nullable),
    grantedBy: text('granted_by'),
    grantedByName: text('granted_by_name', nullable),
    grantedAt: timestamp('granted_at'),
    lastUsedAt: timestamp('last_used_at', nullable),
    peers: integer('peers'),
    peersWithRole: integer('peers_with_role'),
    signals: jsonb('signals'),
    reviewerIds: jsonb('reviewer_ids'),
    questions: jsonb('questions'),
    verdict: text('verdict', nullable),
    note: text('note', nullable),
    decidedAt: timestamp('decided_at', nullable),
    decidedBy: text('decided_by', nullable),
  }),
  indices: [{ name: 'review_item_decided_by_idx', columns: ['decidedBy', 'decidedAt'] }],
});

export const RecordKeySchema = new EntitySchema<RecordKey>({
  name: 'RecordKey',
  tableName: 'record_key',
  columns: columns<RecordKey>({
    thumbprint: text('thumbprint', { primary: true, primaryKeyConstraintName: 'record_key_pkey' }),
    jwk: jsonb('jwk'),
    firstUsedAt: timestamp('first_used_at'),
  }),
});
