import type { StaffCategory } from '../directory/person.ts';
import { DomainError } from '../errors.ts';
import { overlap, type Period } from './period.ts';
import type { Role } from './role.ts';

/**
 * A role given to a person, or to whoever a rule reaches, with extent, period, author and reason.
 * It is written once; afterwards it can only be revoked, so that every path stays explainable.
 */
export interface RoleGrant extends Period {
  id: string;
  roleId: string;
  /** Holder: a person, or a rule, which the other four columns make. */
  personId: string | null;
  unitId: string | null;
  /** The units below `unitId` count as well. */
  includesSubtree: boolean;
  positionId: string | null;
  category: StaffCategory | null;
  /** The unit that the role is limited to. */
  extentUnitId: string | null;
  /** Number of the decision that orders it. */
  decision: string | null;
  /** SHA-256 of its document, in hex. */
  decisionSha256: string | null;
  reason: string | null;
  /** Who gave it, as `actorLabel` writes it. */
  grantedBy: string;
  createdAt: Date;
  revokedAt: Date | null;
  revokedBy: string | null;
}

export type HolderColumns = Pick<
  RoleGrant,
  'personId' | 'unitId' | 'includesSubtree' | 'positionId' | 'category'
>;

/**
 * Whom a role grant is for. A rule reaches appointments: one of them must be in the unit (or below it) and of the
 * position, and its person of the staff category, as far as the rule names them. It names one of them at least.
 */
export type Holder = { kind: 'person'; personId: string } | ({ kind: 'rule' } & HolderRule);
export type HolderRule = Omit<HolderColumns, 'personId'>;

/** The holder that the columns name, or undefined when they name none, or a person beside a rule. */
export function holderOf(columns: HolderColumns): Holder | undefined {
  const { personId, unitId, includesSubtree, positionId, category } = columns;
  const isRule = unitId !== null || positionId !== null || category !== null;
  if (personId !== null) return isRule ? undefined : { kind: 'person', personId };
  return isRule ? { kind: 'rule', unitId, includesSubtree, positionId, category } : undefined;
}

/** The period in which a role grant counts: its own, cut short by its revocation. */
export function periodOf(roleGrant: RoleGrant): Period {
  return overlap(roleGrant, { from: null, until: roleGrant.revokedAt });
}

const TEXT_LIMIT = 1000;

/**
 * Checks a role grant against the role it gives. Throws `role_grant_invalid` with `reason`: `holder_missing`,
 * `holder_ambiguous`, `subtree_without_unit`, `extent_not_allowed`, `document_without_decision`,
 * `period_empty`, `text_too_long`.
 */
export function validateRoleGrant(roleGrant: RoleGrant, role: Pick<Role, 'extent'>): void {
  const reason = findFault(roleGrant, role);
  if (reason !== undefined) throw new DomainError('role_grant_invalid', { reason });
}

function findFault(roleGrant: RoleGrant, role: Pick<Role, 'extent'>): string | undefined {
  const { personId, unitId, from, until } = roleGrant;
  if (holderOf(roleGrant) === undefined) return personId === null ? 'holder_missing' : 'holder_ambiguous';
  if (roleGrant.includesSubtree && unitId === null) return 'subtree_without_unit';
  if (roleGrant.extentUnitId !== null && role.extent === 'none') return 'extent_not_allowed';
  if (roleGrant.decisionSha256 !== null && roleGrant.decision === null) return 'document_without_decision';
  if (from !== null && until !== null && until <= from) return 'period_empty';
  const texts = [roleGrant.decision, roleGrant.reason];
  return texts.some((text) => text !== null && text.length > TEXT_LIMIT) ? 'text_too_long' : undefined;
}
