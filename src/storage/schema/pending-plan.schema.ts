import { EntitySchema } from 'typeorm';
import type { PendingPlan } from '../../domain/directory/pending-plan.ts';
import { columns, integer, jsonb, text, timestamp, uuid } from '../columns.ts';

/** A plan that waits, as stored: input and report are sealed, and gone once it is decided. */
export interface PendingPlanRow extends PendingPlan {
  input: string | null;
  report: string | null;
}

export const PendingPlanSchema = new EntitySchema<PendingPlanRow>({
  name: 'PendingPlan',
  tableName: 'pending_plan',
  columns: columns<PendingPlanRow>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'pending_plan_pkey' }),
    plan: text('plan'),
    kind: text('kind'),
    state: text('state'),
    submittedAt: timestamp('submitted_at'),
    submittedBy: text('submitted_by'),
    decidedAt: timestamp('decided_at', { nullable: true }),
    decidedBy: text('decided_by', { nullable: true }),
    expiresAt: timestamp('expires_at'),
    joiners: integer('joiners'),
    movers: integer('movers'),
    leavers: integer('leavers'),
    changed: integer('changed'),
    guard: jsonb('guard'),
    input: text('input', { nullable: true }),
    report: text('report', { nullable: true }),
  }),
  indices: [{ name: 'pending_plan_plan_idx', columns: ['plan'] }],
});
