import { DomainError } from '../errors.ts';
import { overlap, type Period } from './period.ts';
import type { Role } from './role.ts';

/**
 * A role given to a person, a unit or a position, with extent, period, author and reason.
 * It is written once; afterwards it can only be revoked, so that every path stays explainable.
 */
export interface RoleGrant extends Period {
  id: string;
  roleId: string;
  /** Holder, exactly one kind: a person; a unit; or a position, in every unit or in `unitId`. */
  personId: string | null;
  unitId: string | null;
  /** The units below `unitId` count as well. */
  includesSubtree: boolean;
  positionId: string | null;
  /** The unit that the role is limited to. */
  extentUnitId: string | null;
  /** Number of the decision that orders it. */
  decision: string | null;
  reason: string | null;
  /** Who gave it, as `actorLabel` writes it. */
  grantedBy: string;
  createdAt: Date;
  revokedAt: Date | null;
  revokedBy: string | null;
}

export type HolderColumns = Pick<RoleGrant, 'personId' | 'unitId' | 'includesSubtree' | 'positionId'>;

/** Whom a role grant is for. A new kind of holder is a new member here and a case in `role-links`. */
export type Holder =
  | { kind: 'person'; personId: string }
  | { kind: 'unit'; unitId: string; includesSubtree: boolean }
  | { kind: 'position'; positionId: string; unitId: string | null; includesSubtree: boolean };

/** The holder that the columns name, or undefined when they name none or more than one kind. */
export function holderOf(columns: HolderColumns): Holder | undefined {
  const { personId, unitId, positionId, includesSubtree } = columns;
  if (personId !== null) {
    return unitId === null && positionId === null ? { kind: 'person', personId } : undefined;
  }
  if (positionId !== null) return { kind: 'position', positionId, unitId, includesSubtree };
  return unitId === null ? undefined : { kind: 'unit', unitId, includesSubtree };
}

/** The period in which a role grant counts: its own, cut short by its revocation. */
export function periodOf(roleGrant: RoleGrant): Period {
  return overlap(roleGrant, { from: null, until: roleGrant.revokedAt });
}

const TEXT_LIMIT = 1000;

/**
 * Checks a role grant against the role it gives. Throws `role_grant_invalid` with `reason`: `holder_missing`,
 * `holder_ambiguous`, `subtree_without_unit`, `extent_not_allowed`, `period_empty`, `text_too_long`.
 */
export function validateRoleGrant(roleGrant: RoleGrant, role: Pick<Role, 'extent'>): void {
  const reason = findFault(roleGrant, role);
  if (reason !== undefined) throw new DomainError('role_grant_invalid', { reason });
}

function findFault(roleGrant: RoleGrant, role: Pick<Role, 'extent'>): string | undefined {
  const { personId, unitId, positionId, from, until } = roleGrant;
  if (holderOf(roleGrant) === undefined) {
    return personId === null && unitId === null && positionId === null
      ? 'holder_missing'
      : 'holder_ambiguous';
  }
  if (roleGrant.includesSubtree && unitId === null) return 'subtree_without_unit';
  if (roleGrant.extentUnitId !== null && role.extent === 'none') return 'extent_not_allowed';
  if (from !== null && until !== null && until <= from) return 'period_empty';
  const texts = [roleGrant.decision, roleGrant.reason];
  return texts.some((text) => text !== null && text.length > TEXT_LIMIT) ? 'text_too_long' : undefined;
}
