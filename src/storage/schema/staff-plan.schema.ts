import { EntitySchema } from 'typeorm';
import type { AppliedPlan } from '../../domain/directory/staff-plan-store.ts';
import { columns, integer, references, text, timestamp, uuid } from '../columns.ts';

/** An applied plan as stored: what it did is sealed, because it holds what HR knows of people. */
export interface StaffPlanRow extends AppliedPlan {
  record: string;
}

export const StaffPlanSchema = new EntitySchema<StaffPlanRow>({
  name: 'StaffPlan',
  tableName: 'staff_plan',
  columns: columns<StaffPlanRow>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'staff_plan_pkey' }),
    plan: text('plan'),
    kind: text('kind'),
    appliedAt: timestamp('applied_at'),
    appliedBy: text('applied_by'),
    joiners: integer('joiners'),
    movers: integer('movers'),
    leavers: integer('leavers'),
    changed: integer('changed'),
    guardedRemovals: integer('guarded_removals'),
    undoneBy: uuid('undone_by', { nullable: true, ...references('staff_plan', 'undone_by', 'StaffPlan') }),
    record: text('record'),
  }),
  indices: [
    { name: 'staff_plan_plan_idx', columns: ['plan'] },
    { name: 'staff_plan_applied_at_idx', columns: ['appliedAt'] },
  ],
});
