import type { EntityManager } from 'typeorm';
import type { HolderColumns } from '../domain/roles/role-grant.ts';
import type { ReachedPage } from '../domain/roles/role-store.ts';
import { holdsPostIn } from './within-units.ts';

/** Those of roles that count at a moment. */
const OF_ROLES = `
  select person_id, unit_id, includes_subtree, position_id, category from role_grant
  where role_id = any($3::uuid[]) and (valid_from is null or valid_from <= $4) and (valid_until is null or valid_until > $4)
    and (revoked_at is null or revoked_at > $4)`;
/** One that is not stored. */
const GIVEN = `
  select $3::uuid as person_id, $4::uuid as unit_id, $5::boolean as includes_subtree, $6::uuid as position_id,
    $7::text as category`;

/** Whether an appointment's person is of the category that a role grant asks for, if any. */
const isOf = (category: string) => `(${category} is null
            or exists (select 1 from person where person.id = appointment.person_id and person.category = ${category}))`;

/** `union` also stops at a circle in the tree of units. Who has no appointment at all is reached by name only.
 * Deputies are reached through whoever gave them a mandate, of whatever roles and time. */
const reachedBy = (roleGrants: string, within = 'true') => `
  with recursive
    granted as materialized (${roleGrants}),
    place (unit_id, includes_subtree, position_id, category) as (
      select unit_id, includes_subtree, position_id, category from granted
        where person_id is null and unit_id is not null
      union
      select unit.id, true, place.position_id, place.category
        from place join unit on unit.parent_id = place.unit_id where place.includes_subtree),
    reached as (
      select person_id from granted where person_id is not null
      union
      select appointment.person_id from place join appointment on appointment.unit_id = place.unit_id
          and (place.position_id is null or place.position_id = appointment.position_id)
          and ${isOf('place.category')}
      union
      select appointment.person_id from granted
        join appointment on appointment.position_id = granted.position_id
        where granted.person_id is null and granted.unit_id is null and ${isOf('granted.category')}
      union
      select person.id from granted join person on person.category = granted.category
        where granted.person_id is null and granted.unit_id is null and granted.position_id is null
          and exists (select 1 from appointment where appointment.person_id = person.id))
  select person_id from (
      select person_id from reached
      union
      select mandate.deputy_id from reached join mandate on mandate.mandator_id = reached.person_id
    ) as anybody join person_search using (person_id)
  where ($1::uuid is null
      or (sort_key, person_id) > (select sort_key, person_id from person_search where person_id = $1))
    and ${within}
  order by sort_key, person_id limit $2`;

const BY_ROLES = reachedBy(OF_ROLES);
const BY_ROLES_WITHIN = reachedBy(OF_ROLES, holdsPostIn('$5', '$6')('person_id'));
const BY_GIVEN = reachedBy(GIVEN);
const BY_GIVEN_WITHIN = reachedBy(GIVEN, holdsPostIn('$8', '$9')('person_id'));

/** Ids of people whom role grants may reach, and of their deputies, in the order of names: one statement a page. */
export async function listReached(
  manager: EntityManager,
  by: { roleIds: string[]; at: Date } | HolderColumns,
  { after, limit, within }: ReachedPage,
): Promise<string[]> {
  const [statement, values] =
    'at' in by
      ? [within ? BY_ROLES_WITHIN : BY_ROLES, [by.roleIds, by.at]]
      : [
          within ? BY_GIVEN_WITHIN : BY_GIVEN,
          [by.personId, by.unitId, by.includesSubtree, by.positionId, by.category],
        ];
  const rows = await manager.query<{ person_id: string }[]>(statement, [
    after,
    limit,
    ...values,
    ...(within === undefined ? [] : [within.unitIds, within.today]),
  ]);
  return rows.map(({ person_id }) => person_id);
}
