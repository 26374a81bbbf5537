import type { EntityManager } from 'typeorm';
import type { HeldPost, HeldPostPage, HeldPostQuery } from '../domain/overview/overview-store.ts';
import { inForce } from './within-units.ts';

/** Reads who holds which posts on a day, by the names of the people. */
export async function listHeldPosts(
  manager: EntityManager,
  { unitIds, positionIds, withActing, day, after, before, limit }: HeldPostQuery,
): Promise<HeldPostPage> {
  const isBack = before !== undefined;
  const order = isBack ? 'desc' : 'asc';
  const rows = await manager.query<HeldPost[]>(
    `select held.id, person.id as "personId", person.full_name as "fullName", unit.id as "unitId",
        unit.code as "unitCode", unit.name as "unitName", post.name as position,
        held.is_acting as "isActing", held.is_main as "isMain"
      from (select * from appointment where ${inForce('$1::date')}
          and ($2::uuid[] is null or unit_id = any($2))
          and (position_id = any($3::uuid[]) or ($4::boolean and is_acting))) as held
        join person on person.id = held.person_id
        join person_search as named on named.person_id = person.id
        join unit on unit.id = held.unit_id
        join "position" as post on post.id = held.position_id
      where $5::uuid is null or (named.sort_key, held.id) ${isBack ? '<' : '>'} (
          select edge_name.sort_key, edge.id from appointment as edge
            join person_search as edge_name on edge_name.person_id = edge.person_id where edge.id = $5)
      order by named.sort_key ${order}, held.id ${order} limit $6`,
    [day, unitIds, positionIds, withActing, before ?? after ?? null, limit + 1],
  );
  const posts = rows.slice(0, limit);
  return { posts: isBack ? posts.reverse() : posts, hasMore: rows.length > limit };
}
