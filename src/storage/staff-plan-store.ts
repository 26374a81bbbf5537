import type { EntityManager } from 'typeorm';
import { completed } from '../domain/directory/staff-plan-record.ts';
import type { StaffPlanStore } from '../domain/directory/staff-plan-store.ts';
import { NEWEST_PLAN, planMarks } from './plan-marks.ts';
import { type StaffPlanRow, StaffPlanSchema } from './schema/staff-plan.schema.ts';
import type { SecretBox } from './secret-box.ts';

/** The applied plans. */
export function createStaffPlanStore(manager: EntityManager, box: SecretBox): StaffPlanStore {
  const plans = manager.getRepository(StaffPlanSchema);
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
      return { applied, record: completed(JSON.parse(box.open(record))) };
    },
    ...planMarks(manager, 'staff_plan'),
  };
}

/** Everything but the record, which may be large. */
const LISTED = {
  id: true,
  plan: true,
  kind: true,
  appliedAt: true,
  appliedBy: true,
  joiners: true,
  movers: true,
  leavers: true,
  changed: true,
  guardedRemovals: true,
  undoneBy: true,
} satisfies Partial<Record<keyof StaffPlanRow, true>>;
