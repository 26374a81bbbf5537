import { EntitySchema } from 'typeorm';
import type { AppliedRolePlan } from '../../domain/role-plans/role-plan-store.ts';
import { columns, integer, references, text, timestamp, uuid } from '../columns.ts';

/** An applied plan of role grants as stored: which rows it wrote is sealed, as with plans of staff. */
export interface RolePlanRow extends AppliedRolePlan {
  record: string;
}

export const RolePlanSchema = new EntitySchema<RolePlanRow>({
  name: 'RolePlan',
  tableName: 'role_plan',
  columns: columns<RolePlanRow>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'role_plan_pkey' }),
    plan: text('plan'),
    kind: text('kind'),
    appliedAt: timestamp('applied_at'),
    appliedBy: text('applied_by'),
    granted: integer('granted'),
    revoked: integer('revoked'),
    guardedRemovals: integer('guarded_removals'),
    undoneBy: uuid('undone_by', { nullable: true, ...references('role_plan', 'undone_by', 'RolePlan') }),
    record: text('record'),
  }),
  indices: [
    { name: 'role_plan_plan_idx', columns: ['plan'] },
    { name: 'role_plan_applied_at_idx', columns: ['appliedAt'] },
  ],
});
