import type { Day } from '../clock.ts';
import { isRowId } from '../directory/person-lookup.ts';
import type { Position } from '../directory/position.ts';
import { boundingUnits, type ReadableExtent } from '../directory/readable-extent.ts';
import type { Unit } from '../directory/unit.ts';
import { type Headship, headshipOf, isHeadPosition } from '../directory/unit-head.ts';
import { DomainError } from '../errors.ts';
import type { Stores } from '../transact.ts';
import type { HeldPost } from './overview-store.ts';

/** Who leads a unit. */
export interface UnitHead extends HeldPost {
  headship: Headship;
}

/** More posts of heads than all units together have. */
const HEADS_MOST = 10_000;

type Readable = Pick<Stores, 'directory' | 'overview'>;

/** Who leads some units on a day, by the unit's id: its head first, then who acts. */
export async function headsOf(
  { directory, overview }: Readable,
  units: readonly Pick<Unit, 'id'>[],
  day: Day,
): Promise<Map<string, UnitHead[]>> {
  const positions = (await directory.listPositions()).filter(isHeadPosition);
  const { posts } = await overview.listHeldPosts({
    unitIds: units.map(({ id }) => id),
    positionIds: positions.map(({ id }) => id),
    withActing: true,
    day,
    limit: HEADS_MOST,
  });
  const heads = new Map<string, UnitHead[]>();
  for (const post of posts) {
    const headship = headshipOf({ name: post.position, isActing: post.isActing }, post.unitName);
    if (headship === undefined) continue;
    const known = heads.get(post.unitId) ?? [];
    heads.set(
      post.unitId,
      headship === 'head' ? [{ ...post, headship }, ...known] : [...known, { ...post, headship }],
    );
  }
  return heads;
}

/** Who holds a position where on a day, a page at a time; within bounds in the units that may be read. @throws bad_request */
export async function holdersOf(
  { overview }: Readable,
  position: Position,
  {
    day,
    cursor,
    before,
    limit,
  }: { day: Day; cursor?: string | undefined; before?: string | undefined; limit: number },
  extent: ReadableExtent,
): Promise<{ posts: HeldPost[]; next: string | null }> {
  if (![cursor, before].every((edge) => edge === undefined || isRowId(edge)))
    throw new DomainError('bad_request', { reason: 'cursor' });
  const { posts, hasMore } = await overview.listHeldPosts({
    unitIds: boundingUnits(extent),
    positionIds: [position.id],
    withActing: false,
    day,
    after: cursor,
    before,
    limit,
  });
  return { posts, next: hasMore ? (posts.at(-1)?.id ?? null) : null };
}
