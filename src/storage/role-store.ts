import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { In } from 'typeorm';
import type { RoleGrant } from '../domain/roles/role-grant.ts';
import type { RoleStore, RoleSubject } from '../domain/roles/role-store.ts';
import { RoleGrantSchema, RoleSchema } from './schema/role.schema.ts';

export function createRoleStore(manager: EntityManager): RoleStore {
  const roles = manager.getRepository(RoleSchema);
  const roleGrants = manager.getRepository(RoleGrantSchema);
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
    async listRoleGrantsFor(subject, clientId) {
      const found = await roleGrants
        .createQueryBuilder('roleGrant')
        .where(holders(subject))
        .andWhere(
          clientId === null
            ? 'true'
            : 'roleGrant.roleId in (select id from role where client_id = :clientId)',
          { clientId },
        )
        .getMany();
      const roleIds = [...new Set(found.map(({ roleId }) => roleId))];
      return {
        roleGrants: found,
        roles: roleIds.length === 0 ? [] : await roles.findBy({ id: In(roleIds) }),
      };
    },
  };
}

function holders({ personId, unitIds, positionIds }: RoleSubject): FindOptionsWhere<RoleGrant>[] {
  return [{ personId }, { unitId: In(unitIds) }, { positionId: In(positionIds) }];
}
