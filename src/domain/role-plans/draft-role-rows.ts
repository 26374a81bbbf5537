import type { Actor } from '../audit/audit-event.ts';
import { refusalAt } from '../directory/staff-refusal.ts';
import { DomainError } from '../errors.ts';
import { groupBy } from '../group-by.ts';
import { draftRoleGrant, type GrantRole } from '../roles/grant-role.ts';
import type { RoleGrant } from '../roles/role-grant.ts';
import type { RoleReads } from './reads-in-memory.ts';
import type { RoleColumn } from './role-file-columns.ts';
import type { RoleRow } from './role-file-rows.ts';
import {
  isStanding,
  type PlannedRoleGrant,
  type RoleDraft,
  type RoleRefusal,
  subjectKey,
  termKey,
} from './role-plan-draft.ts';

/** A row with what it names. */
export interface DraftedRow extends PlannedRoleGrant {
  isRevocation: boolean;
}

/** Looks up what rows name, by the rules of a single role grant; what it would throw refuses the row. */
export async function draftRoleRows(
  reads: RoleReads,
  { actor, at, newId }: { actor: Actor; at: Date; newId: () => string },
  rows: readonly RoleRow[],
): Promise<{ drafted: DraftedRow[]; refused: RoleRefusal[] }> {
  const drafted: DraftedRow[] = [];
  const refused: RoleRefusal[] = [];
  for (const row of rows) {
    try {
      const draft = await draftRoleGrant(reads, { actor, at, id: newId() }, row.asked);
      drafted.push({ place: row.place, isRevocation: row.isRevocation, asked: row.asked, ...draft });
    } catch (error) {
      refused.push(refusalOf(error, row));
    }
  }
  return { drafted, refused };
}

/**
 * Compares rows with the role grants that stand. Pure. A row that gives what is given already changes nothing: the
 * same role, holder and extent, as far and as long from now on, by the same decision if the row names one. A row that
 * revokes takes back whatever stands of its role, holder and extent.
 */
export function matchRoleRows(
  rows: readonly DraftedRow[],
  roleGrants: readonly RoleGrant[],
  at: Date,
): RoleDraft {
  const draft: RoleDraft = { granted: [], revoked: [], unchanged: 0, refused: [] };
  const refuse = (row: DraftedRow, column: RoleColumn, code: RoleRefusal['code']) =>
    draft.refused.push(refusalAt(row.place, column, cellOf(row.asked, column), code));
  const standing = groupBy(
    roleGrants.filter((each) => isStanding(each, at)),
    subjectKey,
  );
  const seen = new Set<string>();
  for (const row of rows.filter(({ isRevocation }) => isRevocation)) {
    const key = subjectKey(row.roleGrant);
    const found = standing.get(key) ?? [];
    if (seen.has(key)) refuse(row, 'vai_tro', 'duplicate');
    else if (found.length === 0) refuse(row, 'vai_tro', 'role_grant_not_found');
    else draft.revoked.push(...found.map((roleGrant) => ({ ...row, roleGrant })));
    seen.add(key);
  }
  const revoked = new Set(draft.revoked.map(({ roleGrant }) => roleGrant.id));
  for (const row of rows.filter(({ isRevocation }) => !isRevocation)) {
    const key = `${subjectKey(row.roleGrant)} ${termKey(row.roleGrant, at)}`;
    const same = (standing.get(subjectKey(row.roleGrant)) ?? []).filter((each) =>
      isSame(row.roleGrant, each, at),
    );
    if (seen.has(key)) refuse(row, 'vai_tro', 'duplicate');
    else if (!isStanding(row.roleGrant, at)) refuse(row, 'den_ngay', 'period_over');
    else if (same.some(({ id }) => revoked.has(id))) refuse(row, 'vai_tro', 'revoked_by_row');
    else if (same.length > 0) draft.unchanged += 1;
    else draft.granted.push(row);
    seen.add(key);
  }
  return draft;
}

function isSame(asked: RoleGrant, standing: RoleGrant, at: Date): boolean {
  const isOrdered = asked.decision === null || asked.decision === standing.decision;
  return isOrdered && termKey(asked, at) === termKey(standing, at);
}

/** The refusal of a row by the rules of a single role grant; what is no refusal goes on. */
export function refusalOf(error: unknown, { place, asked }: Pick<RoleRow, 'place' | 'asked'>): RoleRefusal {
  if (!(error instanceof DomainError)) throw error;
  const column = columnOf(error, asked);
  return refusalAt(place, column, cellOf(asked, column), error.code);
}

/** The column that an error is about; that of the role when it is about the whole row. */
function columnOf({ code, details }: DomainError, { to, extent }: GrantRole): RoleColumn {
  if (code === 'person_not_found') return to.person?.includes('@') ? 'thu_dien_tu' : 'so_hieu';
  if (code === 'unit_not_found')
    return details.unit === extent && extent !== to.unit ? 'pham_vi' : 'ma_don_vi';
  if (code === 'position_not_found') return 'chuc_vu';
  if (code === 'period_invalid') return 'den_ngay';
  return details.reason === 'extent_not_allowed' ? 'pham_vi' : 'vai_tro';
}

/** The text that a row has in a column. */
function cellOf({ clientId, code, to, ...asked }: GrantRole, column: RoleColumn): string {
  const cells: Partial<Record<RoleColumn, string | undefined>> = {
    vai_tro: `${clientId}:${code}`,
    so_hieu: to.person,
    thu_dien_tu: to.person,
    ma_don_vi: to.unit,
    chuc_vu: to.position,
    pham_vi: asked.extent,
    den_ngay: asked.until,
  };
  return cells[column] ?? '';
}
