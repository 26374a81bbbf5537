import type { EntityManager } from 'typeorm';
import { dayOf } from '../domain/clock.ts';
import { WORKING_STATUSES } from '../domain/directory/person.ts';
import type { Review } from '../domain/reviews/review.ts';
import type { ItemFacts } from '../domain/reviews/review-store.ts';

const inForceAt = (roleGrant: string, at: string) => `
  ${roleGrant}.revoked_at is null and coalesce(${roleGrant}.valid_from <= ${at}, true)
    and coalesce(${roleGrant}.valid_until > ${at}, true)`;
const inForceOn = (appointment: string, day: string) => `
  coalesce(${appointment}.valid_from <= ${day}, true) and coalesce(${appointment}.valid_until >= ${day}, true)`;

/**
 * $1 the review, $2 the moment, $3 its day, $4 the unit, $5 the client, $6 how many. `union` ends a circle of units. Of a
 * million role grants each is looked at once: that is quicker than to find some thousands in three ways and merge them.
 */
const SNAPSHOT = `
  with recursive below (id) as (
    select id from unit where id = $4
    union
    select unit.id from below join unit on unit.parent_id = below.id
  ), role_grants as materialized (
    select * from role_grant
    where ${inForceAt('role_grant', '$2')} and (
      unit_id in (select id from below)
      or person_id in (
        select person_id from appointment
        where unit_id in (select id from below) and ${inForceOn('appointment', '$3')})
      or role_id in (select id from role where client_id = $5))
    limit $6
  ), written as (
    insert into review_item (
      review_id, number, role_grant_id, client_id, role_code, role_name, person_id, person_name, employee_no,
      unit_code, unit_name, includes_subtree, position_name, category, extent_code, extent_name, valid_until,
      decision, granted_by, granted_by_name, granted_at, peers, peers_with_role, signals, reviewer_ids, questions)
    select $1,
      row_number() over (order by role.client_id, role.code, known.sort_key nulls first, role_grant.id),
      role_grant.id, role.client_id, role.code, role.name, person.id, person.full_name, person.employee_no,
      unit.code, unit.name, role_grant.includes_subtree, position.name, role_grant.category, extent.code, extent.name,
      role_grant.valid_until, role_grant.decision, role_grant.granted_by, granter.full_name, role_grant.created_at,
      0, 0, '[]', '[]', '[]'
    from role_grants role_grant join role on role.id = role_grant.role_id
      left join person on person.id = role_grant.person_id
      left join person_search known on known.person_id = person.id
      left join lateral (
        select unit_id, position_id from appointment
        where person_id = role_grant.person_id and ${inForceOn('appointment', '$3')}
        order by is_main desc, id limit 1) as post on true
      left join unit on unit.id = coalesce(role_grant.unit_id, post.unit_id)
      left join position on position.id = coalesce(role_grant.position_id, post.position_id)
      left join unit extent on extent.id = role_grant.extent_unit_id
      left join person granter on granter.id =
        case when role_grant.granted_by ~ '^person:[0-9a-f-]{36}$' then substr(role_grant.granted_by, 8)::uuid end
    returning 1)
  select count(*)::int as number from written`;

/**
 * $1 the review, $2 after which number, $3 up to which, $4 the moment, $5 its day, $6 the statuses of who works.
 * Peers are counted once for each unit, position and role of the batch; a role may come by a composite or a rule. What
 * people hold by name is asked one by one: an `exists` would be answered by hashing every role grant there is.
 */
const FACTS = `
  with recursive batch as materialized (
    select item.number, item.person_id, item.client_id, role_grant.*, role.is_privileged,
      post.unit_id as at_unit_id, post.position_id as at_position_id
    from review_item item
      join (select id, role_id, valid_from, valid_until, decision, created_at from role_grant) as role_grant
        on role_grant.id = item.role_grant_id
      join role on role.id = role_grant.role_id
      left join lateral (
        select unit_id, position_id from appointment
        where person_id = item.person_id and ${inForceOn('appointment', '$5')}
        order by is_main desc, id limit 1) as post on true
    where item.review_id = $1 and item.number > $2 and item.number <= $3
  ), wanted as materialized (
    select distinct at_unit_id as unit_id, at_position_id as position_id, role_id from batch
    where at_unit_id is not null
  ), giving (role_id, giver_id) as (
    select distinct role_id, role_id from wanted
    union
    select giving.role_id, role_part.role_id from giving join role_part on role_part.part_id = giving.giver_id
  ), lineage (unit_id, above_id) as (
    select distinct unit_id, unit_id from wanted
    union
    select lineage.unit_id, unit.parent_id from lineage join unit on unit.id = lineage.above_id
      where unit.parent_id is not null
  ), rules as materialized (
    select giving.role_id, rule.unit_id, rule.includes_subtree, rule.position_id, rule.category
    from giving join role_grant rule on rule.role_id = giving.giver_id
    where rule.person_id is null and ${inForceAt('rule', '$4')}
  ), people as (
    select distinct wanted.*, person.id as person_id, person.category
    from wanted join appointment on appointment.unit_id = wanted.unit_id
        and appointment.position_id = wanted.position_id and ${inForceOn('appointment', '$5')}
      join person on person.id = appointment.person_id
    where person.disabled_at is null and person.status = any($6::text[])
  ), holding as materialized (
    select people.unit_id, people.position_id, people.role_id, people.person_id,
      coalesce((
        select true from role_grant held join giving on giving.giver_id = held.role_id
        where held.person_id = people.person_id and giving.role_id = people.role_id and ${inForceAt('held', '$4')}
        limit 1), false)
      or exists (
        select 1 from rules where rules.role_id = people.role_id
          and (rules.position_id is null or rules.position_id = people.position_id)
          and (rules.category is null or rules.category = people.category)
          and (rules.unit_id is null or rules.unit_id = people.unit_id
            or (rules.includes_subtree and exists (
              select 1 from lineage where lineage.unit_id = people.unit_id and above_id = rules.unit_id)))
      ) as is_holder
    from people
  ), counted as (
    select unit_id, position_id, role_id, count(*)::int as people,
      count(*) filter (where is_holder)::int as holders
    from holding group by unit_id, position_id, role_id)
  select batch.number, batch.person_id, batch.created_at, batch.valid_from, batch.valid_until, batch.decision,
    batch.is_privileged, client_use.last_used_at,
    coalesce(counted.people, 0) - (self.person_id is not null)::int as peers,
    coalesce(counted.holders, 0) - coalesce(self.is_holder, false)::int as peers_with_role,
    coalesce((select jsonb_agg(jsonb_build_object('from', valid_from, 'until', valid_until)) from appointment
      where person_id = batch.person_id), '[]') as appointments
  from batch
    left join client_use on client_use.person_id = batch.person_id and client_use.client_id = batch.client_id
    left join counted on counted.role_id = batch.role_id and counted.unit_id = batch.at_unit_id
      and counted.position_id = batch.at_position_id
    left join holding self on self.role_id = batch.role_id and self.unit_id = batch.at_unit_id
      and self.position_id = batch.at_position_id and self.person_id = batch.person_id
  order by batch.number`;

interface FactsRow {
  number: number;
  person_id: string | null;
  created_at: Date;
  valid_from: Date | null;
  valid_until: Date | null;
  decision: string | null;
  is_privileged: boolean;
  last_used_at: Date | null;
  peers: number;
  peers_with_role: number;
  appointments: ItemFacts['appointments'];
}

/** Writes down the role grants in force in a review's scope. @returns how many */
export async function writeSnapshot(manager: EntityManager, review: Review, limit: number): Promise<number> {
  const { id, openedAt, unitId, clientId } = review;
  const values = [id, openedAt, dayOf(openedAt), unitId, clientId, limit];
  // Both statements are long and run for a second: to compile them first takes ten times as long.
  await manager.query('set local jit = off');
  const [row] = await manager.query<{ number: number }[]>(SNAPSHOT, values);
  // Thousands of rows that the planner has not heard of would be joined with each other one by one.
  await manager.query('analyze review_item');
  return row?.number ?? 0;
}

/** What the signals of some items follow from, at the moment at which the review was opened. */
export async function listFacts(
  manager: EntityManager,
  { id, openedAt }: Review,
  after: number,
  limit: number,
): Promise<ItemFacts[]> {
  const values = [id, after, after + limit, openedAt, dayOf(openedAt), WORKING_STATUSES];
  const rows = await manager.query<FactsRow[]>(FACTS, values);
  return rows.map((row) => ({
    number: row.number,
    grantedAt: row.created_at,
    from: row.valid_from,
    until: row.valid_until,
    decision: row.decision,
    isPrivileged: row.is_privileged,
    personId: row.person_id,
    appointments: row.appointments,
    lastUsedAt: row.last_used_at,
    peers: row.peers,
    peersWithRole: row.peers_with_role,
  }));
}
