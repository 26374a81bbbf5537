import type { EntityManager } from 'typeorm';
import type { RolePlanStore } from '../domain/role-plans/role-plan-store.ts';
import { NEWEST_PLAN, planMarks } from './plan-marks.ts';
import { type RolePlanRow, RolePlanSchema } from './schema/role-plan.schema.ts';
import type { SecretBox } from './secret-box.ts';

/** The applied plans of role grants. */
export function createRolePlanStore(manager: EntityManager, box: SecretBox): RolePlanStore {
  const plans = manager.getRepository(RolePlanSchema);
  return {
    async add(applied, record) {
      await plans.insert({ ...applied, record: box.seal(JSON.stringify(record)) });
    },
    async list(limit) {
      const rows = await plans.find({ order: { appliedAt: 'desc', id: 'asc' }, take: limit, select: LISTED });
      return rows.map(({ record: _, ...applied }) => applied);
    },
    async find(plan) {
      const row = await plans.findOne({ where: { plan }, order: NEWEST_PLAN });
      if (row === null) return undefined;
      const { record, ...applied } = row;
      return { applied, record: JSON.parse(box.open(record)) };
    },
    ...planMarks(manager, 'role_plan'),
  };
}

/** Everything but the record, which may be large. */
const LISTED = {
  id: true,
  plan: true,
  kind: true,
  appliedAt: true,
  appliedBy: true,
  granted: true,
  revoked: true,
  guardedRemovals: true,
  undoneBy: true,
} satisfies Partial<Record<keyof RolePlanRow, true>>;
