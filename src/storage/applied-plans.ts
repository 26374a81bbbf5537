import type { EntityManager, EntitySchema } from 'typeorm';
import type { AppliedPlanStore } from '../domain/directory/applied-plan-store.ts';
import type { SecretBox } from './secret-box.ts';

/** What the rows of applied plans have in common; the record is sealed. */
interface PlanRow {
  id: string;
  plan: string;
  appliedAt: Date;
  appliedBy: string;
  undoneBy: string | null;
  record: string;
}

/** One table of applied plans. */
export interface PlanTable<Applied, Content> {
  schema: EntitySchema<Applied & { record: string }>;
  table: 'staff_plan' | 'role_plan';
  /** What a record as any version wrote it says today. */
  completed(record: Content): Content;
}

/** Applied plans of one table, each with a sealed record of what it did. */
export function createAppliedPlanStore<Applied extends Omit<PlanRow, 'record'>, Content>(
  manager: EntityManager,
  box: SecretBox,
  { schema, table, completed }: PlanTable<Applied, Content>,
): AppliedPlanStore<Applied, Content> {
  const plans = manager.getRepository(schema as unknown as EntitySchema<PlanRow>);
  const withoutRecord = ({ record: _, ...applied }: PlanRow) => applied as unknown as Applied;
  return {
    async add(applied, record) {
      await plans.insert({ ...applied, record: box.seal(JSON.stringify(record)) });
    },
    async list(limit, appliedBy) {
      const where = appliedBy === undefined ? {} : { appliedBy };
      const order = { appliedAt: 'desc', id: 'asc' } as const;
      const select = columnsBut(schema, ['record']);
      const rows = await plans.find({ where, order, take: limit, select });
      return rows.map(withoutRecord);
    },
    async find(plan) {
      const row = await plans.findOne({ where: { plan }, order: NEWEST });
      if (row === null) return undefined;
      return { applied: withoutRecord(row), record: completed(JSON.parse(box.open(row.record))) };
    },
    async guardedRemovalsSince(after) {
      const [row] = await manager.query<{ total: number }[]>(
        `select coalesce(sum(guarded_removals), 0) as total from ${table}
         where applied_at > $1 and undone_by is null`,
        [after],
      );
      return row?.total ?? 0;
    },
    async markUndone(id, undoneBy) {
      const rows = await manager.query<unknown[]>(
        `with undone as (update ${table} set undone_by = $2 where id = $1 and undone_by is null returning 1)
         select * from undone`,
        [id, undoneBy],
      );
      return rows.length === 1;
    },
  };
}

/** A selection of every column but some, which may be large. */
export function columnsBut(
  schema: EntitySchema<never> | { options: { columns: object } },
  large: readonly string[],
): Record<string, true> {
  const names = Object.keys(schema.options.columns).filter((name) => !large.includes(name));
  return Object.fromEntries(names.map((name) => [name, true as const]));
}

/** Applied, undone and applied again within a millisecond, both plans have one name and one moment. */
const NEWEST = {
  appliedAt: 'desc',
  undoneBy: { direction: 'asc', nulls: 'first' },
  id: 'asc',
} as const;
