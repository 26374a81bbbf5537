import type { EntityManager } from 'typeorm';
import { completed } from '../domain/directory/staff-plan-record.ts';
import type { StaffPlanStore } from '../domain/directory/staff-plan-store.ts';
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
      // Applied, undone and applied again within a millisecond, both have one name and one moment.
      const order = { appliedAt: 'desc', undoneBy: { direction: 'asc', nulls: 'first' }, id: 'asc' } as const;
      const row = await plans.findOne({ where: { plan }, order });
      if (row === null) return undefined;
      const { record, ...applied } = row;
      return { applied, record: completed(JSON.parse(box.open(record))) };
    },
    async guardedRemovalsSince(after) {
      const [row] = await manager.query<{ total: number }[]>(
        `select coalesce(sum(guarded_removals), 0) as total from staff_plan
         where applied_at > $1 and undone_by is null`,
        [after],
      );
      return row?.total ?? 0;
    },
    async markUndone(id, undoneBy) {
      const rows = await manager.query<unknown[]>(
        `with undone as (update staff_plan set undone_by = $2 where id = $1 and undone_by is null returning 1)
         select * from undone`,
        [id, undoneBy],
      );
      return rows.length === 1;
    },
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
