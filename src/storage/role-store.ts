import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import type { RoleStore } from '../domain/roles/role-store.ts';
import { SETTINGS } from '../domain/settings/settings.ts';
import { insertAll } from './bulk-rows.ts';
import { type JsonRow, jsonRows } from './json-row.ts';
import { MANDATE_JSON, mandateReader } from './mandate-store.ts';
import { prepared } from './prepared-statements.ts';
import { listReached } from './reached-people.ts';
import { UnitSchema } from './schema/directory.schema.ts';
import { RoleGrantSchema, RolePartSchema, RoleSchema } from './schema/role.schema.ts';
import { holdsPostIn } from './within-units.ts';

/** A role grant with its role, a part of a composite that one gives, or a mandate. */
interface FoundRow {
  role_grant: JsonRow | null;
  role: JsonRow | null;
  unit: JsonRow | null;
  whole_id: string | null;
  handover_days: number | null;
  mandate: JsonRow | null;
}

const ROLE_GRANTS_FOR = prepared(
  'role_grants_for',
  `
  with recursive reaching as materialized (
    select * from role_grant
    where role_grant.person_id = $1 or role_grant.unit_id = any($2)
      or (role_grant.position_id = any($3) and role_grant.unit_id is null)
      or (role_grant.category = $5 and role_grant.unit_id is null and role_grant.position_id is null)
  ), given (granted_id, whole_id, role_id) as (
    select distinct role_id, null::uuid, role_id from reaching
    union
    select given.granted_id, role_part.role_id, role_part.part_id
    from given join role_part on role_part.role_id = given.role_id
  ), wanted as (
    select distinct granted_id from given join role on role.id = given.role_id
    where $4::text is null or role.client_id = $4
  )
  select to_jsonb(reaching) as role_grant, to_jsonb(role) as role, to_jsonb(unit) as unit, null::uuid as whole_id,
    (select value from setting where name = 'handover.days') as handover_days, null::jsonb as mandate
  from wanted
    join reaching on reaching.role_id = wanted.granted_id
    join role on role.id = wanted.granted_id
    left join unit on unit.id = reaching.extent_unit_id
  union all
  select distinct null::jsonb, to_jsonb(role), null::jsonb, given.whole_id, null::integer, null::jsonb
  from wanted join given using (granted_id) join role on role.id = given.role_id
  where given.whole_id is not null
  union all
  select null::jsonb, null::jsonb, null::jsonb, null::uuid, null::integer, ${MANDATE_JSON}
  from mandate where deputy_id = $1`,
);

/** The advisory lock of those who change composites. */
const PARTS_LOCK = 7_236_004;

/**
 * What a position gives in units elsewhere reaches nobody here, and there may be thousands of it: read role by role,
 * as the index by position and role has it.
 */
const ROLE_GRANTS_ELSEWHERE = prepared(
  'role_grants_elsewhere',
  `
  select to_jsonb(elsewhere) as role_grant, to_jsonb(role) as role
  from role cross join lateral (
    select * from role_grant
    where position_id = any($1::uuid[]) and role_id = role.id and unit_id <> all($2::uuid[]) limit $5
  ) as elsewhere
  where role.client_id = $3 and ($4::text is null or role.code = $4)
  limit $5`,
);

/** The newest first; the index by time lets a page be read without the rest. */
const roleGrantPage = (within: string) => `
  select to_jsonb(role_grant) as row from role_grant
  where ($1::uuid is null or role_id = $1) and ($2::uuid is null or person_id = $2)
    and ($3::uuid is null or unit_id = $3) and ($4::uuid is null or position_id = $4)
    and ($5::uuid is null or (created_at, id) < (select created_at, id from role_grant where id = $5))
    and ${within}
  order by created_at desc, id desc limit $6`;
const ROLE_GRANT_PAGE = roleGrantPage('true');
const ROLE_GRANT_PAGE_WITHIN =
  roleGrantPage(`(unit_id = any($7::uuid[]) or ${holdsPostIn('$7', '$8')('person_id')}
      or role_id in (select id from role where client_id = any($9::text[])))`);

export function createRoleStore(manager: EntityManager): RoleStore {
  const roles = manager.getRepository(RoleSchema);
  const roleGrants = manager.getRepository(RoleGrantSchema);
  const parts = manager.getRepository(RolePartSchema);
  const roleRows = jsonRows(manager, RoleSchema);
  const roleGrantRows = jsonRows(manager, RoleGrantSchema);
  const unitRows = jsonRows(manager, UnitSchema);
  const readMandate = mandateReader(manager);
  return {
    findRole: async (clientId, code) => (await roles.findOneBy({ clientId, code })) ?? undefined,
    findRoleById: async (id) => (await roles.findOneBy({ id })) ?? undefined,
    listRoles: (clientId) =>
      roles.find({
        ...(clientId !== undefined && { where: { clientId } }),
        order: { clientId: 'asc', code: 'asc' },
      }),
    listRolesByIds: (ids) => roles.findBy({ id: In(ids) }),
    async addRole(role) {
      const { raw } = await roles
        .createQueryBuilder()
        .insert()
        .values(role)
        .orIgnore()
        .returning('id')
        .execute();
      return raw.length === 1;
    },
    async removeRole(clientId, code) {
      await roles.delete({ clientId, code });
    },
    listRoleParts: () => parts.find(),
    async lockRoleParts() {
      await manager.query('select pg_advisory_xact_lock($1)', [PARTS_LOCK]);
    },
    async addRolePart(part) {
      const { raw } = await parts
        .createQueryBuilder()
        .insert()
        .values(part)
        .orIgnore()
        .returning('role_id')
        .execute();
      return raw.length === 1;
    },
    removeRolePart: async (part) => (await parts.delete({ ...part })).affected === 1,
    findRoleGrant: async (id) => (await roleGrants.findOneBy({ id })) ?? undefined,
    listRoleGrants(filter) {
      const where = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
      return roleGrants.find({ where, order: { createdAt: 'desc', id: 'asc' } });
    },
    async pageRoleGrants({ within, ...filter }, { after, limit }) {
      const statement = within === undefined ? ROLE_GRANT_PAGE : ROLE_GRANT_PAGE_WITHIN;
      const rows = await manager.query<{ row: JsonRow }[]>(statement, [
        filter.roleId ?? null,
        filter.personId ?? null,
        filter.unitId ?? null,
        filter.positionId ?? null,
        after,
        limit,
        ...(within === undefined ? [] : [within.unitIds, within.today, within.clientIds]),
      ]);
      return rows.map(({ row }) => roleGrantRows.read(row));
    },
    async addRoleGrant(roleGrant) {
      await roleGrants.insert(roleGrant);
    },
    addRoleGrants: (added) => insertAll(manager, RoleGrantSchema, added),
    async revokeRoleGrant(id, at, by) {
      const rows = await manager.query<unknown[]>(
        `with revoked as (
           update role_grant set revoked_at = $2, revoked_by = $3 where id = $1 and revoked_at is null returning 1)
         select * from revoked`,
        [id, at, by],
      );
      return rows.length === 1 ? ((await roleGrants.findOneBy({ id })) ?? undefined) : undefined;
    },
    async revokeRoleGrants(ids, at, by) {
      const [row] = await manager.query<{ count: number }[]>(
        `with revoked as (
           update role_grant set revoked_at = $2, revoked_by = $3
           where id = any($1::uuid[]) and revoked_at is null returning 1)
         select count(*)::integer as count from revoked`,
        [ids, at, by],
      );
      return row?.count ?? 0;
    },
    async listRoleGrantsFor({ personId, unitIds, positionIds, category }, clientId) {
      const values = [personId, unitIds, positionIds, clientId, category];
      const rows = await manager.query<FoundRow[]>(ROLE_GRANTS_FOR, values);
      return {
        roleGrants: rows.flatMap(({ role_grant }) =>
          role_grant === null ? [] : [roleGrantRows.read(role_grant)],
        ),
        roles: distinct(rows.flatMap(({ role }) => (role === null ? [] : [roleRows.read(role)]))),
        parts: rows.flatMap(({ whole_id, role }) =>
          whole_id === null || role === null ? [] : [{ roleId: whole_id, partId: roleRows.read(role).id }],
        ),
        extentUnits: distinct(rows.flatMap(({ unit }) => (unit === null ? [] : [unitRows.read(unit)]))),
        mandates: rows.flatMap(({ mandate }) => (mandate === null ? [] : [readMandate(mandate)])),
        handoverDays:
          rows.find(({ role_grant }) => role_grant)?.handover_days ?? SETTINGS['handover.days'].default,
      };
    },
    async listRoleGrantsElsewhere({ unitIds, positionIds }, { clientId, code, limit }) {
      const rows = await manager.query<{ role_grant: JsonRow; role: JsonRow }[]>(ROLE_GRANTS_ELSEWHERE, [
        positionIds,
        unitIds,
        clientId,
        code ?? null,
        limit,
      ]);
      return {
        roleGrants: rows.map(({ role_grant }) => roleGrantRows.read(role_grant)),
        roles: distinct(rows.map(({ role }) => roleRows.read(role))),
      };
    },
    listReached: (by, page) => listReached(manager, by, page),
    async hasPeriodEdge(after, until) {
      const [row] = await manager.query<{ found: boolean }[]>(
        `select exists (select 1 from role_grant where valid_from > $1 and valid_from <= $2)
           or exists (select 1 from role_grant where valid_until > $1 and valid_until <= $2)
           or exists (select 1 from mandate where ended_at is null
                and (valid_from > $1 and valid_from <= $2 or valid_until > $1 and valid_until <= $2)) as found`,
        [after, until],
      );
      return row?.found === true;
    },
    async listRoleGrantsAmong(roleIds, personIds) {
      const rows = await manager.query<{ row: JsonRow }[]>(
        `select to_jsonb(role_grant) as row from role_grant
          where role_id = any($1::uuid[]) and (person_id is null or person_id = any($2::uuid[]))`,
        [roleIds, personIds],
      );
      return {
        roleGrants: rows.map(({ row }) => roleGrantRows.read(row)),
        handoverDays: await handoverDays(manager),
      };
    },
  };
}

async function handoverDays(manager: EntityManager): Promise<number> {
  const [row] = await manager.query<{ value: number }[]>(
    `select value from setting where name = 'handover.days'`,
  );
  return row?.value ?? SETTINGS['handover.days'].default;
}

function distinct<Row extends { id: string }>(rows: Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
