import type { ReviewItem } from './review.ts';

/** Many role grants kept one after the other, faster than anybody reads. */
export interface Haste {
  by: string;
  from: Date;
  until: Date;
  items: number;
}

export type Decided = Pick<ReviewItem, 'verdict' | 'decidedAt' | 'decidedBy'>;

/** Two decisions closer than this belong to one run. */
const READING_MS = 2000;
/** A shorter run may be rows of one person that were read together. */
export const RUN_LEAST = 5;

/** Runs of at least five decisions of one reviewer, each less than 2 s after the one before, all keep. Pure. */
export function findHaste(items: readonly Decided[]): Haste[] {
  const runs: Haste[] = [];
  const current = new Map<string, Haste>();
  for (const { verdict, decidedBy, decidedAt } of byTime(items)) {
    const run = current.get(decidedBy);
    if (verdict !== 'keep') current.delete(decidedBy);
    else if (run !== undefined && decidedAt.getTime() - run.until.getTime() < READING_MS) {
      run.until = decidedAt;
      run.items += 1;
    } else {
      const begun = { by: decidedBy, from: decidedAt, until: decidedAt, items: 1 };
      current.set(decidedBy, begun);
      runs.push(begun);
    }
  }
  return runs.filter((run) => run.items >= RUN_LEAST);
}

function byTime(items: readonly Decided[]) {
  return items
    .flatMap(({ verdict, decidedAt, decidedBy }) =>
      decidedAt === null || decidedBy === null ? [] : [{ verdict, decidedAt, decidedBy }],
    )
    .sort((one, other) => one.decidedAt.getTime() - other.decidedAt.getTime());
}
