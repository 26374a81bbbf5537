import type { EntityManager } from 'typeorm';
import type { RolePlanRecord, RolePlanStore } from '../domain/role-plans/role-plan-store.ts';
import { createAppliedPlanStore } from './applied-plans.ts';
import { RolePlanSchema } from './schema/role-plan.schema.ts';
import type { SecretBox } from './secret-box.ts';

/** The applied plans of role grants. */
export function createRolePlanStore(manager: EntityManager, box: SecretBox): RolePlanStore {
  const completed = (record: RolePlanRecord) => record;
  return createAppliedPlanStore(manager, box, { schema: RolePlanSchema, table: 'role_plan', completed });
}
