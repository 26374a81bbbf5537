import { isRowId } from '../directory/person-lookup.ts';
import type { RowPlace } from '../directory/staff-refusal.ts';
import { DomainError } from '../errors.ts';
import { draftRoleGrant, type GrantRole } from '../roles/grant-role.ts';
import type { RoleGrant } from '../roles/role-grant.ts';
import type { RoleStore } from '../roles/role-store.ts';
import { roleGrantNamer } from './name-role-grant.ts';
import { isStanding, type RoleDraft, subjectKey } from './role-plan-draft.ts';
import type { Drafting, RolePlanSource } from './role-plan-source.ts';

/** What is to change of a role grant; what is not named stays. `NONE` for a text takes it away. */
export interface RoleGrantEdit {
  unit?: string | undefined;
  subtree?: boolean | undefined;
  position?: string | undefined;
  category?: string | undefined;
  extent?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  decision?: string | undefined;
  reason?: string | undefined;
}

/** No unit has such a code, and no day is written so. */
export const NONE = 'none';

/**
 * A change of one role grant. A role grant is written once, so that every path stays explainable: the one that stands is
 * revoked, and another one takes its place. Who has the role stays the same person; a rule may become another rule.
 * @throws role_grant_not_found
 */
export async function roleEditSource(
  roles: Pick<RoleStore, 'findRoleGrant'>,
  id: string,
  edit: RoleGrantEdit,
): Promise<RolePlanSource> {
  const found = isRowId(id) ? await roles.findRoleGrant(id) : undefined;
  if (found === undefined) throw new DomainError('role_grant_not_found', { roleGrant: id });
  return {
    kind: 'edit',
    touched: () => [found.roleId],
    draft: (drafting) => draftEdit(drafting, found, edit),
    applied: async () => {},
  };
}

/**
 * @throws role_grant_not_found when it does not stand any more, period_invalid when the new one would be over, and what
 * drafting throws
 */
async function draftEdit(
  { facts, reads, actor, newId }: Drafting,
  { id, roleId }: RoleGrant,
  edit: RoleGrantEdit,
): Promise<RoleDraft> {
  const { rules, now } = facts;
  const old = rules.roleGrants.find((each) => each.id === id);
  const role = rules.roles.find((each) => each.id === roleId);
  if (old === undefined || role === undefined || !isStanding(old, now))
    throw new DomainError('role_grant_not_found', { roleGrant: id });
  const named = { ...roleGrantNamer(facts)(role, old), reason: old.reason ?? undefined };
  const asked = edited(named, edit);
  const drafted = await draftRoleGrant(reads, { actor, at: now, id: newId() }, asked);
  const kept = edit.decision === undefined ? { decisionSha256: old.decisionSha256 } : {};
  const roleGrant: RoleGrant = { ...drafted.roleGrant, ...kept };
  if (!isStanding(roleGrant, now))
    throw new DomainError('period_invalid', { field: 'until', value: edit.until ?? '' });
  const draft: RoleDraft = { granted: [], revoked: [], unchanged: 0, refused: [], guards: 'changing' };
  if (meaningOf(roleGrant) === meaningOf(old)) return { ...draft, unchanged: 1 };
  const place: RowPlace = { file: id, line: 0, columns: new Map() };
  // Whom only the new rule reaches held nothing before.
  const isAnother = subjectKey(roleGrant) !== subjectKey(old);
  const row = { place, role, roleGrant, asked, replaces: { roleGrant: old, asked: named } };
  draft.granted.push(isAnother ? { ...row, startsNow: true } : row);
  draft.revoked.push({ place, role, roleGrant: old, asked: { ...named, ...orderOf(asked) } });
  return draft;
}

/** Of an edit, what the revocation of the old one says as well. */
function orderOf({ decision, reason }: GrantRole) {
  return { decision, reason };
}

function edited(named: GrantRole, { unit, subtree, position, category, ...rest }: RoleGrantEdit): GrantRole {
  const text = (asked: string | undefined, known: string | undefined) =>
    asked === NONE ? undefined : (asked ?? known);
  const to = {
    person: named.to.person,
    unit: text(unit, named.to.unit),
    position: text(position, named.to.position),
    category: text(category, named.to.category),
  };
  return {
    clientId: named.clientId,
    code: named.code,
    to: { ...to, subtree: subtree ?? (to.unit !== undefined && named.to.subtree) },
    extent: text(rest.extent, named.extent),
    from: text(rest.from, named.from),
    until: text(rest.until, named.until),
    decision: text(rest.decision, named.decision),
    reason: text(rest.reason, named.reason),
  };
}

/** Everything but who wrote it, and when. */
function meaningOf(roleGrant: RoleGrant): string {
  const { from, until, decision, decisionSha256, reason } = roleGrant;
  return JSON.stringify([subjectKey(roleGrant), from, until, decision, decisionSha256, reason]);
}
