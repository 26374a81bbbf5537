import type { EntityManager } from 'typeorm';
import type {
  HolderKind,
  RoleGrantEdge,
  RoleGrantSearch,
  RoleGrantState,
  SearchedPart,
} from '../domain/overview/role-overview-store.ts';
import type { RoleGrant } from '../domain/roles/role-grant.ts';
import { type JsonRow, jsonRows } from './json-row.ts';
import { containing } from './person-search.ts';
import { RoleGrantSchema } from './schema/role.schema.ts';
import { holdsPostIn } from './within-units.ts';

type Value = (each: unknown) => string;

const KINDS: Readonly<Record<HolderKind, string>> = {
  person: 'person_id is not null',
  position: 'position_id is not null',
  unit: 'unit_id is not null and position_id is null',
  category: 'category is not null and unit_id is null and position_id is null',
};

const STATES: Readonly<Record<RoleGrantState, (now: string, soon: string) => string>> = {
  standing: (now) => `revoked_at is null and (valid_until is null or valid_until > ${now})`,
  ending: (now, soon) => `revoked_at is null and valid_until > ${now} and valid_until <= ${soon}`,
  ended: (now) => `(revoked_at is not null or valid_until <= ${now})`,
};

/** A page of role grants, the newest first, and one more where there are more; on the way back the nearest ones. */
export async function pageRoleGrants(
  manager: EntityManager,
  search: RoleGrantSearch,
  { after, before, limit }: RoleGrantEdge,
): Promise<RoleGrant[]> {
  const values: unknown[] = [];
  const value: Value = (each) => `$${values.push(each)}`;
  const conditions = conditionsOf(search, value);
  const isBack = before !== null;
  const edge = isBack ? before : after;
  if (edge !== null)
    conditions.push(`(created_at, id) ${isBack ? '>' : '<'}
      (select created_at, id from role_grant where id = ${value(edge)})`);
  const direction = isBack ? 'asc' : 'desc';
  const rows = await manager.query<{ row: JsonRow }[]>(
    `select to_jsonb(role_grant) as row from role_grant where ${conditions.join(' and ')}
      order by created_at ${direction}, id ${direction} limit ${value(limit + 1)}`,
    values,
  );
  const { read } = jsonRows(manager, RoleGrantSchema);
  return rows.map(({ row }) => read(row));
}

/** How many role grants a search finds on all its pages, counted up to `most`. */
export async function countRoleGrants(
  manager: EntityManager,
  search: RoleGrantSearch,
  most: number | null,
): Promise<number> {
  const values: unknown[] = [];
  const value: Value = (each) => `$${values.push(each)}`;
  const conditions = conditionsOf(search, value);
  const [row] = await manager.query<{ number: number }[]>(
    `select count(*)::int as number from (select from role_grant where ${conditions.join(' and ')}
      limit ${value(most)}) as found`,
    values,
  );
  return row?.number ?? 0;
}

function conditionsOf(search: RoleGrantSearch, value: Value): string[] {
  const { ids, parts = [], clientId, roleId, unitId, kind, state, now, soon, within } = search;
  const conditions = ['true'];
  if (ids !== undefined) conditions.push(`id = any(${value(ids)}::uuid[])`);
  if (roleId !== undefined) conditions.push(`role_id = ${value(roleId)}`);
  if (clientId !== undefined)
    conditions.push(`role_id in (select id from role where client_id = ${value(clientId)})`);
  if (unitId !== undefined) {
    const unit = value(unitId);
    conditions.push(`(unit_id = ${unit} or extent_unit_id = ${unit})`);
  }
  if (kind !== undefined) conditions.push(KINDS[kind]);
  if (state === 'ending') conditions.push(STATES.ending(value(now), value(soon)));
  else if (state !== undefined) conditions.push(STATES[state](value(now), ''));
  conditions.push(...parts.map((part) => bears(part, value)));
  if (within !== undefined) {
    const units = value(within.unitIds);
    conditions.push(`(unit_id = any(${units}::uuid[]) or ${holdsPostIn(units, value(within.today))('person_id')}
      or role_id in (select id from role where client_id = any(${value(within.clientIds)}::text[])))`);
  }
  return conditions;
}

/** Whether a word stands in the names of a role grant's role or holder, or in the number of its decision. */
function bears({ text, roleIds, unitIds, positionIds }: SearchedPart, value: Value): string {
  const pattern = value(containing(text));
  // Spelled text comes last: it costs most, and is asked only of what nothing else found.
  return `(role_id = any(${value(roleIds)}::uuid[]) or unit_id = any(${value(unitIds)}::uuid[])
    or position_id = any(${value(positionIds)}::uuid[])
    or person_id in (select person_id from person_search where text like ${pattern})
    or translate(lower(' ' || decision), 'đ', 'd') like ${pattern})`;
}
