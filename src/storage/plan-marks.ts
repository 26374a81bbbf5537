import type { EntityManager } from 'typeorm';

/** What the tables of applied plans have in common. */
export function planMarks(manager: EntityManager, table: 'staff_plan' | 'role_plan') {
  return {
    /** The sum of removals that nobody allowed, of plans applied after an instant and not undone. */
    async guardedRemovalsSince(after: Date): Promise<number> {
      const [row] = await manager.query<{ total: number }[]>(
        `select coalesce(sum(guarded_removals), 0) as total from ${table}
         where applied_at > $1 and undone_by is null`,
        [after],
      );
      return row?.total ?? 0;
    },
    /** Notes by a conditional statement which plan undid one; false when one did before. */
    async markUndone(id: string, undoneBy: string): Promise<boolean> {
      const rows = await manager.query<unknown[]>(
        `with undone as (update ${table} set undone_by = $2 where id = $1 and undone_by is null returning 1)
         select * from undone`,
        [id, undoneBy],
      );
      return rows.length === 1;
    },
  };
}

/** Applied, undone and applied again within a millisecond, both plans have one name and one moment. */
export const NEWEST_PLAN = {
  appliedAt: 'desc',
  undoneBy: { direction: 'asc', nulls: 'first' },
  id: 'asc',
} as const;
