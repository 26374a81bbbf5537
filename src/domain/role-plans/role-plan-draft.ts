import type { Refusal, RefusalCode, RowPlace } from '../directory/staff-refusal.ts';
import type { ErrorCode } from '../errors.ts';
import type { GrantRole } from '../roles/grant-role.ts';
import type { Role } from '../roles/role.ts';
import type { RoleGrant } from '../roles/role-grant.ts';

/** A row is refused for a cell, or as the single role grant would be. */
export type RoleRefusal = Refusal<RefusalCode | ErrorCode>;

/** A role grant that a plan gives, or one that it takes back, and the row that says so. */
export interface PlannedRoleGrant {
  place: RowPlace;
  /** As an officer names it; of a revocation, with the decision and the reason for it. */
  asked: GrantRole;
  role: Role;
  roleGrant: RoleGrant;
  /** It counts from the moment at which it is written on, never from before it. */
  startsNow?: true;
  /** The one whose place it takes, and how an officer names that. */
  replaces?: Pick<PlannedRoleGrant, 'roleGrant' | 'asked'>;
}

/** What is to happen, before anybody asked what follows from it. */
export interface RoleDraft {
  granted: PlannedRoleGrant[];
  revoked: PlannedRoleGrant[];
  /** Rows that are true already. */
  unchanged: number;
  refused: RoleRefusal[];
  /** Whom the guard counts: who loses a role, unless given. */
  guards?: 'losing' | 'changing';
}

/** Whether a role grant counts at a moment or will yet, unless somebody revokes it. */
export function isStanding({ until, revokedAt }: RoleGrant, at: Date): boolean {
  return revokedAt === null && (until === null || until > at);
}

/** What it is that is given: role, holder and extent, whenever it counts. */
export function subjectKey(roleGrant: RoleGrant): string {
  const { roleId, personId, unitId, includesSubtree, positionId, category, extentUnitId } = roleGrant;
  return JSON.stringify([roleId, personId, unitId, includesSubtree, positionId, category, extentUnitId]);
}

/** When it counts from a moment on: a beginning that lies behind no longer matters. */
export function termKey({ from, until }: RoleGrant, at: Date): string {
  const begins = from !== null && from > at ? from.getTime() : null;
  return JSON.stringify([begins, until?.getTime() ?? null]);
}
