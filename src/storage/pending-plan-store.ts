import type { EntityManager } from 'typeorm';
import type { PendingPlan } from '../domain/directory/pending-plan.ts';
import type { PendingContent, PendingPlanStore } from '../domain/directory/pending-plan-store.ts';
import type {
  PendingRolePlan,
  PendingRolePlanStore,
  RolePlanInput,
} from '../domain/role-plans/pending-role-plan.ts';
import { PendingPlanSchema, PendingRolePlanSchema } from './schema/pending-plan.schema.ts';
import type { SecretBox } from './secret-box.ts';
import { createWaitingPlanStore } from './waiting-plans.ts';

/** Plans of the directory that wait to be applied. */
export function createPendingPlanStore(manager: EntityManager, box: SecretBox): PendingPlanStore {
  const { findSealed, ...store } = createWaitingPlanStore<PendingPlan, PendingContent>(manager, box, {
    schema: PendingPlanSchema,
    table: 'pending_plan',
    sealed: ['input', 'report'],
  });
  return { ...store, findReport: (id) => findSealed(id, 'report') };
}

/** Plans of role grants that wait for a second person. */
export function createPendingRolePlanStore(manager: EntityManager, box: SecretBox): PendingRolePlanStore {
  return createWaitingPlanStore<PendingRolePlan, { input: RolePlanInput }>(manager, box, {
    schema: PendingRolePlanSchema,
    table: 'pending_role_plan',
    sealed: ['input'],
  });
}
