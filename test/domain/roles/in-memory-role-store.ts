import type { Unit } from '../../../src/domain/directory/unit.ts';
import { type RolePart, withParts } from '../../../src/domain/roles/composite-roles.ts';
import type { Mandate } from '../../../src/domain/roles/mandate.ts';
import type { Role } from '../../../src/domain/roles/role.ts';
import type { RoleGrant } from '../../../src/domain/roles/role-grant.ts';
import type {
  ReachedPage,
  RoleGrantFilter,
  RoleStore,
  RoleSubject,
} from '../../../src/domain/roles/role-store.ts';

/** The port on arrays; hands out copies, as a database does. */
export class InMemoryRoleStore implements RoleStore {
  roles: Role[] = [];
  roleGrants: RoleGrant[] = [];
  parts: RolePart[] = [];
  mandates: Mandate[] = [];
  /** The directory's, which roles refer to. */
  units: Unit[] = [];
  /** The directory's people in the order of names. */
  personIds: string[] = [];
  /** The setting. */
  handoverDays = 0;

  async findRole(clientId: string, code: string): Promise<Role | undefined> {
    return structuredClone(this.roles.find((role) => role.clientId === clientId && role.code === code));
  }

  async findRoleById(id: string): Promise<Role | undefined> {
    return structuredClone(this.roles.find((role) => role.id === id));
  }

  async listRoles(clientId?: string): Promise<Role[]> {
    const key = (role: Role) => `${role.clientId} ${role.code}`;
    return structuredClone(this.roles)
      .filter((role) => clientId === undefined || role.clientId === clientId)
      .sort((one, other) => (key(one) < key(other) ? -1 : 1));
  }

  async listRolesByIds(ids: string[]): Promise<Role[]> {
    return structuredClone(this.roles.filter((role) => ids.includes(role.id)));
  }

  async addRole(role: Role): Promise<boolean> {
    if ((await this.findRole(role.clientId, role.code)) !== undefined) return false;
    this.roles.push(structuredClone(role));
    return true;
  }

  async removeRole(clientId: string, code: string): Promise<void> {
    this.roles = this.roles.filter((role) => role.clientId !== clientId || role.code !== code);
  }

  async listRoleParts(): Promise<RolePart[]> {
    return structuredClone(this.parts);
  }

  async lockRoleParts(): Promise<void> {}

  async addRolePart({ roleId, partId }: RolePart): Promise<boolean> {
    if (this.parts.some((part) => part.roleId === roleId && part.partId === partId)) return false;
    this.parts.push({ roleId, partId });
    return true;
  }

  async removeRolePart({ roleId, partId }: RolePart): Promise<boolean> {
    const left = this.parts.filter((part) => part.roleId !== roleId || part.partId !== partId);
    const isRemoved = left.length < this.parts.length;
    this.parts = left;
    return isRemoved;
  }

  async findRoleGrant(id: string): Promise<RoleGrant | undefined> {
    return structuredClone(this.roleGrants.find((roleGrant) => roleGrant.id === id));
  }

  async listRoleGrants(filter: RoleGrantFilter): Promise<RoleGrant[]> {
    const keys = ['roleId', 'personId', 'unitId', 'positionId'] as const;
    return structuredClone(this.roleGrants)
      .filter((row) => keys.every((key) => filter[key] === undefined || filter[key] === row[key]))
      .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
  }

  async pageRoleGrants(
    filter: RoleGrantFilter,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<RoleGrant[]> {
    const rows = await this.listRoleGrants(filter);
    const start = rows.findIndex(({ id }) => id === after) + 1;
    return rows.slice(start, start + limit);
  }

  // The other list has them too.
  async listRoleGrantsElsewhere() {
    return { roles: [], roleGrants: [] };
  }

  // As the port allows, more than count: everybody.
  async listReached(_: unknown, { after, limit }: ReachedPage): Promise<string[]> {
    const start = this.personIds.indexOf(after ?? '') + 1;
    return this.personIds.slice(start, start + limit);
  }

  async hasPeriodEdge(after: Date, until: Date) {
    const isBetween = (edge: Date | null) => edge !== null && edge > after && edge <= until;
    return this.roleGrants.some(({ from, until: end }) => isBetween(from) || isBetween(end));
  }

  async listRoleGrantsAmong(roleIds: string[], personIds: string[]) {
    const roleGrants = this.roleGrants.filter(
      (row) => roleIds.includes(row.roleId) && (row.personId === null || personIds.includes(row.personId)),
    );
    return { roleGrants: structuredClone(roleGrants), handoverDays: this.handoverDays };
  }

  async addRoleGrant(roleGrant: RoleGrant): Promise<void> {
    this.roleGrants.push(structuredClone(roleGrant));
  }

  async addRoleGrants(roleGrants: readonly RoleGrant[]): Promise<void> {
    this.roleGrants.push(...structuredClone(roleGrants));
  }

  async revokeRoleGrants(ids: readonly string[], at: Date, by: string): Promise<number> {
    const revoked = await Promise.all(ids.map((id) => this.revokeRoleGrant(id, at, by)));
    return revoked.filter((row) => row !== undefined).length;
  }

  async revokeRoleGrant(id: string, at: Date, by: string): Promise<RoleGrant | undefined> {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('invalid input syntax for type uuid');
    const row = this.roleGrants.find((roleGrant) => roleGrant.id === id && roleGrant.revokedAt === null);
    if (row !== undefined) Object.assign(row, { revokedAt: at, revokedBy: by });
    return structuredClone(row);
  }

  async listRoleGrantsFor(subject: RoleSubject, clientId: string | null) {
    const atClient = new Set((await this.listRoles(clientId ?? undefined)).map(({ id }) => id));
    const gives = (id: string) => [...withParts([id], this.parts)].some((each) => atClient.has(each));
    const roleGrants = this.roleGrants.filter(
      ({ roleId, personId, unitId, positionId, category }) =>
        gives(roleId) &&
        (personId === subject.personId ||
          (unitId !== null && subject.unitIds.includes(unitId)) ||
          (positionId !== null && subject.positionIds.includes(positionId)) ||
          (category !== null && category === subject.category)),
    );
    const extents = new Set(roleGrants.map(({ extentUnitId }) => extentUnitId));
    const extentUnits = this.units.filter(({ id }) => extents.has(id));
    const given = withParts(
      roleGrants.map(({ roleId }) => roleId),
      this.parts,
    );
    return {
      roles: await this.listRolesByIds([...given]),
      parts: this.parts.filter(({ roleId }) => given.has(roleId)),
      roleGrants: structuredClone(roleGrants),
      extentUnits,
      mandates: structuredClone(this.mandates.filter(({ deputyId }) => deputyId === subject.personId)),
      handoverDays: this.handoverDays,
    };
  }
}
