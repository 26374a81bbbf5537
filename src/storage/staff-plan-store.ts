import type { EntityManager } from 'typeorm';
import { completed } from '../domain/directory/staff-plan-record.ts';
import type { StaffPlanStore } from '../domain/directory/staff-plan-store.ts';
import { createAppliedPlanStore } from './applied-plans.ts';
import { StaffPlanSchema } from './schema/staff-plan.schema.ts';
import type { SecretBox } from './secret-box.ts';

/** The applied plans of the directory. */
export function createStaffPlanStore(manager: EntityManager, box: SecretBox): StaffPlanStore {
  return createAppliedPlanStore(manager, box, { schema: StaffPlanSchema, table: 'staff_plan', completed });
}
