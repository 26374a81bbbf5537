import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import type { RoleStore } from '../domain/roles/role-store.ts';
import { SETTINGS } from '../domain/settings/settings.ts';
import { type JsonRow, jsonRows } from './json-row.ts';
import { prepared } from './prepared-statements.ts';
import { UnitSchema } from './schema/directory.schema.ts';
import { RoleGrantSchema, RoleSchema } from './schema/role.schema.ts';

interface FoundRow {
  role_grant: JsonRow;
  role: JsonRow;
  unit: JsonRow | null;
  handover_days: number | null;
}

const ROLE_GRANTS_FOR = prepared(
  'role_grants_for',
  `
  select to_jsonb(role_grant) as role_grant, to_jsonb(role) as role, to_jsonb(unit) as unit,
    (select value from setting where name = 'handover.days') as handover_days
  from role_grant
    join role on role.id = role_grant.role_id and ($4::text is null or role.client_id = $4)
    left join unit on unit.id = role_grant.extent_unit_id
  where role_grant.person_id = $1 or role_grant.unit_id = any($2) or role_grant.position_id = any($3)
    or (role_grant.category = $5 and role_grant.unit_id is null and role_grant.position_id is null)`,
);

export function createRoleStore(manager: EntityManager): RoleStore {
  const roles = manager.getRepository(RoleSchema);
  const roleGrants = manager.getRepository(RoleGrantSchema);
  const roleRows = jsonRows(manager, RoleSchema);
  const roleGrantRows = jsonRows(manager, RoleGrantSchema);
  const unitRows = jsonRows(manager, UnitSchema);
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
    findRoleGrant: async (id) => (await roleGrants.findOneBy({ id })) ?? undefined,
    listRoleGrants(filter) {
      const where = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
      return roleGrants.find({ where, order: { createdAt: 'desc', id: 'asc' } });
    },
    async addRoleGrant(roleGrant) {
      await roleGrants.insert(roleGrant);
    },
    async revokeRoleGrant(id, at, by) {
      const rows = await manager.query<unknown[]>(
        `with revoked as (
           update role_grant set revoked_at = $2, revoked_by = $3 where id = $1 and revoked_at is null returning 1)
         select * from revoked`,
        [id, at, by],
      );
      return rows.length === 1 ? ((await roleGrants.findOneBy({ id })) ?? undefined) : undefined;
    },
    async listRoleGrantsFor({ personId, unitIds, positionIds, category }, clientId) {
      const rows = await manager.query<FoundRow[]>(ROLE_GRANTS_FOR, [
        personId,
        unitIds,
        positionIds,
        clientId,
        category,
      ]);
      return {
        roleGrants: rows.map(({ role_grant }) => roleGrantRows.read(role_grant)),
        roles: distinct(rows.map(({ role }) => roleRows.read(role))),
        extentUnits: distinct(rows.flatMap(({ unit }) => (unit === null ? [] : [unitRows.read(unit)]))),
        handoverDays: rows[0]?.handover_days ?? SETTINGS['handover.days'].default,
      };
    },
  };
}

function distinct<Row extends { id: string }>(rows: Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
