import type { EntityManager } from 'typeorm';
import type { MatrixCell, MatrixQuestion } from '../domain/overview/role-overview-store.ts';
import { prepared } from './prepared-statements.ts';

const heldOn = (day: string) => `
  (appointment.valid_from is null or appointment.valid_from <= ${day})
    and (appointment.valid_until is null or appointment.valid_until >= ${day})`;
const isOf = `(place.category is null or place.category = person.category)`;

/**
 * $1 the roles, $2 the moment, $3 its day, $4 statuses of who works, $5 and $6 rows and their units. `union` also stops at
 * a circle of units or composites. A part of a composite is held as `pathsWithParts` has it. Who is named herself holds a
 * role in every unit in which she has a post. Posts are sought by what each kind of role grant reaches: there are many.
 */
const HOLDERS = prepared(
  'role_matrix',
  `
  with recursive giving (granted_id, role_id, may_be_limited, may_be_unlimited) as (
      select id, id, true, true from role where id = any($1::uuid[])
      union
      select whole.id, giving.role_id,
        may_be_limited and part.extent <> 'none', may_be_unlimited and part.extent <> 'own-unit'
      from giving join role part on part.id = giving.granted_id
        join role_part on role_part.part_id = part.id
        join role whole on whole.id = role_part.role_id and (whole.is_privileged or not part.is_privileged)
    ), granted as materialized (
      select giving.role_id, role_grant.person_id, unit_id, includes_subtree, position_id, category
      from giving join role_grant on role_grant.role_id = giving.granted_id join role on role.id = giving.granted_id
      where (revoked_at is null or revoked_at > $2) and (valid_from is null or valid_from <= $2)
        and (valid_until is null or valid_until > $2)
        and case when role.extent = 'own-unit' or (role.extent = 'any' and extent_unit_id is not null)
          then may_be_limited else may_be_unlimited end
    ), place (role_id, unit_id, includes_subtree, position_id, category) as (
      select role_id, unit_id, includes_subtree, position_id, category from granted
      where person_id is null and unit_id is not null
      union
      select place.role_id, unit.id, true, place.position_id, place.category
      from place join unit on unit.parent_id = place.unit_id where place.includes_subtree
    ), post as not materialized (
      select appointment.person_id, appointment.unit_id, appointment.position_id, person.category
      from appointment join person on person.id = appointment.person_id
        join unit on unit.id = appointment.unit_id
      where ${heldOn('$3::date')} and person.disabled_at is null and person.status = any($4::text[])
        and (unit.valid_from is null or unit.valid_from <= $3::date)
        and (unit.valid_until is null or unit.valid_until >= $3::date)
    ), held as (
      select granted.role_id, post.person_id, post.unit_id, 'person' as kind
      from granted join post on post.person_id = granted.person_id
      union all
      select place.role_id, person.person_id, person.unit_id,
        case when place.position_id is null then 'unit' else 'position' end
      from place join post as person on person.unit_id = place.unit_id
        and (place.position_id is null or place.position_id = person.position_id) and ${isOf}
      union all
      select place.role_id, person.person_id, person.unit_id, 'position'
      from granted as place join post as person on person.position_id = place.position_id and ${isOf}
      where place.person_id is null and place.unit_id is null
      union all
      select place.role_id, person.person_id, person.unit_id, 'category'
      from granted as place join post as person on person.category = place.category
      where place.person_id is null and place.unit_id is null and place.position_id is null
    )
  select row.key, held.role_id as "roleId", count(distinct held.person_id)::int as people,
    array_agg(distinct held.kind) as kinds
  from held join unnest($5::text[], $6::uuid[]) as row (key, unit_id) on row.unit_id = held.unit_id
  group by row.key, held.role_id`,
);

/** Counts the holders of roles by unit: one statement for a whole matrix. */
export function countHolders(
  manager: EntityManager,
  { roleIds, rows, at, today, working }: MatrixQuestion,
): Promise<MatrixCell[]> {
  const pairs = rows.flatMap(({ key, unitIds }) => unitIds.map((unitId) => ({ key, unitId })));
  return manager.query<MatrixCell[]>(HOLDERS, [
    roleIds,
    at,
    today,
    working,
    pairs.map(({ key }) => key),
    pairs.map(({ unitId }) => unitId),
  ]);
}
