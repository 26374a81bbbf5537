import { EntitySchema } from 'typeorm';
import type { PendingPlan } from '../../domain/directory/pending-plan.ts';
import type { PendingRolePlan } from '../../domain/role-plans/pending-role-plan.ts';
import { columns, integer, jsonb, text, timestamp, uuid } from '../columns.ts';

/** A plan that waits, as stored: input and report are sealed, and gone once it is decided. */
export interface PendingPlanRow extends PendingPlan {
  input: string | null;
  report: string | null;
}

/** A plan of role grants that waits; its report is made anew, because it follows from the input. */
export interface PendingRolePlanRow extends PendingRolePlan {
  input: string | null;
}

/** What all plans that wait have in common. */
const waiting = (table: string) => ({
  id: uuid('id', { primary: true, primaryKeyConstraintName: `${table}_pkey` }),
  plan: text('plan'),
  kind: text('kind'),
  state: text('state'),
  submittedAt: timestamp('submitted_at'),
  submittedBy: text('submitted_by'),
  decidedAt: timestamp('decided_at', { nullable: true }),
  decidedBy: text('decided_by', { nullable: true }),
  expiresAt: timestamp('expires_at'),
  guard: jsonb('guard'),
  input: text('input', { nullable: true }),
});

export const PendingPlanSchema = new EntitySchema<PendingPlanRow>({
  name: 'PendingPlan',
  tableName: 'pending_plan',
  columns: columns<PendingPlanRow>({
    ...waiting('pending_plan'),
    joiners: integer('joiners'),
    movers: integer('movers'),
    leavers: integer('leavers'),
    changed: integer('changed'),
    report: text('report', { nullable: true }),
  }),
  indices: [{ name: 'pending_plan_plan_idx', columns: ['plan'] }],
});

export const PendingRolePlanSchema = new EntitySchema<PendingRolePlanRow>({
  name: 'PendingRolePlan',
  tableName: 'pending_role_plan',
  columns: columns<PendingRolePlanRow>({
    ...waiting('pending_role_plan'),
    granted: integer('granted'),
    revoked: integer('revoked'),
  }),
  indices: [{ name: 'pending_role_plan_plan_idx', columns: ['plan'] }],
});
