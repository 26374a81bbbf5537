import type { Day } from '../clock.ts';
import type { StaffCategory } from '../directory/person.ts';
import type { ReadingBounds } from '../directory/readable-extent.ts';
import type { Unit } from '../directory/unit.ts';
import type { RolePart } from './composite-roles.ts';
import type { Mandate } from './mandate.ts';
import type { Role } from './role.ts';
import type { HolderColumns, RoleGrant } from './role-grant.ts';

/** Every condition that is set must hold. */
export interface RoleGrantFilter {
  roleId?: string | undefined;
  personId?: string | undefined;
  unitId?: string | undefined;
  positionId?: string | undefined;
  /** Only those to units and people within bounds, and of the reader's own systems. */
  within?: ReadingBounds | undefined;
}

/** What a role grant may name to reach one person. */
export interface RoleSubject {
  personId: string;
  /** Units of the person's appointments and all their ancestors. */
  unitIds: readonly string[];
  positionIds: readonly string[];
  category: StaffCategory | null;
}

/** A page of people in the order of their names. */
export interface ReachedPage {
  /** The last id of the page before. */
  after: string | null;
  limit: number;
  /** Only people who hold a post in some units on a day. */
  within?: { unitIds: readonly string[]; today: Day } | undefined;
}

/** Port of roles and role grants. Ids that are no UUID never reach it. */
export interface RoleStore {
  findRole(clientId: string, code: string): Promise<Role | undefined>;
  findRoleById(id: string): Promise<Role | undefined>;
  /** Sorted by client and code; of one client when it is named. */
  listRoles(clientId?: string): Promise<Role[]>;
  listRolesByIds(ids: string[]): Promise<Role[]>;
  /** Inserts by a conditional statement; false when the client has a role with that code. */
  addRole(role: Role): Promise<boolean>;
  /** With its role grants. */
  removeRole(clientId: string, code: string): Promise<void>;

  /** Everything that composites contain. */
  listRoleParts(): Promise<RolePart[]>;
  /** Makes whoever else changes composites wait until this transaction ends. */
  lockRoleParts(): Promise<void>;
  /** Inserts by a conditional statement; false when it is there already. */
  addRolePart(part: RolePart): Promise<boolean>;
  /** Deletes by a conditional statement; false when it is not there. */
  removeRolePart(part: RolePart): Promise<boolean>;

  findRoleGrant(id: string): Promise<RoleGrant | undefined>;
  /** Revoked and past ones as well; the newest first. */
  listRoleGrants(filter: RoleGrantFilter): Promise<RoleGrant[]>;
  /** One page in the same order; `after` is the last id of the page before. */
  pageRoleGrants(
    filter: RoleGrantFilter,
    page: { after: string | null; limit: number },
  ): Promise<RoleGrant[]>;
  addRoleGrant(roleGrant: RoleGrant): Promise<void>;
  addRoleGrants(roleGrants: readonly RoleGrant[]): Promise<void>;
  /** Revokes by a conditional statement; the row afterwards, undefined when it is unknown or was revoked. */
  revokeRoleGrant(id: string, at: Date, by: string): Promise<RoleGrant | undefined>;
  /** Revokes by one conditional statement; how many were neither unknown nor revoked before. */
  revokeRoleGrants(ids: readonly string[], at: Date, by: string): Promise<number>;

  /**
   * Role grants that may reach a person, each once, with their roles, what these contain, and the units they are
   * limited to; those that give anything at one client, or at all for null. More may come back than count: `effectiveRoles` decides. Revoked ones belong to
   * it, for past moments. So do the mandates given to the person, of whatever client and time. The setting `handover.days` comes with them, so that a change of it counts at once.
   */
  listRoleGrantsFor(
    subject: RoleSubject,
    clientId: string | null,
  ): Promise<{
    roles: Role[];
    parts: RolePart[];
    roleGrants: RoleGrant[];
    extentUnits: Unit[];
    mandates: Mandate[];
    handoverDays: number;
  }>;

  /** Role grants to a person's positions in units that are not hers, some of them, with their roles. */
  listRoleGrantsElsewhere(
    subject: RoleSubject,
    asked: { clientId: string; code?: string | undefined; limit: number },
  ): Promise<{ roles: Role[]; roleGrants: RoleGrant[] }>;
  /**
   * Ids of people whom role grants may reach, by an appointment of any time: those of roles that count at a moment,
   * or one that is not stored. More may come back than count: `effectiveRoles` decides. Sorted by name.
   */
  listReached(by: { roleIds: string[]; at: Date } | HolderColumns, page: ReachedPage): Promise<string[]>;
  /** Whether the period of a role grant begins or ends between two moments, the later one included. */
  hasPeriodEdge(after: Date, until: Date): Promise<boolean>;
  /** Role grants of some roles that may reach any of these people, revoked ones as well; with `handover.days`. */
  listRoleGrantsAmong(
    roleIds: string[],
    personIds: string[],
  ): Promise<{ roleGrants: RoleGrant[]; handoverDays: number }>;
}
