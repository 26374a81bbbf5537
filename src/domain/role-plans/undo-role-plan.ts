import { type Actor, actorLabel } from '../audit/audit-event.ts';
import { type RowPlace, refusalAt } from '../directory/staff-refusal.ts';
import type { StaffRoleChange } from '../directory/staff-role-change.ts';
import type { RoleGrant } from '../roles/role-grant.ts';
import type { Stores } from '../transact.ts';
import { roleGrantNamer } from './name-role-grant.ts';
import { isStanding, type PlannedRoleGrant, type RoleDraft, subjectKey, termKey } from './role-plan-draft.ts';
import { loadRolePlanFacts, type RolePlanFacts } from './role-plan-facts.ts';
import type { RecordedRoleGrant, RolePlanRecord } from './role-plan-store.ts';

/**
 * The way back from an applied plan. Pure but for `newId`. Revokes what it gave, and gives anew what it revoked, to the
 * same holder, as far, and for what is left of the time; the beginning stays, because a mover hands over only what had
 * begun. A row that was revoked stays so. What somebody revoked or gave again since is left alone; what is gone with its role is refused.
 * @param name the plan's name, for reports and reasons
 */
export function undoRolePlan(
  facts: RolePlanFacts,
  name: string,
  record: RolePlanRecord,
  { actor, newId }: { actor: Actor; newId: () => string },
): RoleDraft {
  const { rules, now } = facts;
  const reason = `Hoàn tác kế hoạch ${name}`;
  const draft: RoleDraft = { granted: [], revoked: [], unchanged: 0, refused: [] };
  const place: RowPlace = { file: name, line: 0, columns: new Map() };
  const nameOf = roleGrantNamer(facts);
  const rows = new Map(rules.roleGrants.map((each) => [each.id, each]));
  const roles = new Map(rules.roles.map((each) => [each.id, each]));
  const rowsOf = (recorded: readonly RecordedRoleGrant[]) =>
    recorded.flatMap(({ id, roleId }): Omit<PlannedRoleGrant, 'asked' | 'place'>[] => {
      const [roleGrant, role] = [rows.get(id), roles.get(roleId)];
      if (roleGrant !== undefined && role !== undefined) return [{ roleGrant, role }];
      draft.refused.push(refusalAt(place, 'vai_tro', id, 'role_grant_not_found'));
      return [];
    });
  for (const { roleGrant, role } of rowsOf(record.granted)) {
    const asked = { ...nameOf(role, roleGrant), reason };
    if (isStanding(roleGrant, now)) draft.revoked.push({ place, asked, role, roleGrant });
    else draft.unchanged += 1;
  }
  const going = new Set(draft.revoked.map(({ roleGrant }) => roleGrant.id));
  const staying = rules.roleGrants.filter((each) => isStanding(each, now) && !going.has(each.id));
  const held = new Set(staying.map((each) => `${subjectKey(each)} ${termKey(each, now)}`));
  for (const { roleGrant: old, role } of rowsOf(record.revoked)) {
    const grantedBy = actorLabel(actor);
    const renewed = {
      id: newId(),
      reason,
      grantedBy,
      createdAt: now,
      revokedAt: null,
      revokedBy: null,
    };
    const roleGrant: RoleGrant = { ...old, ...renewed };
    if (isStanding(roleGrant, now) && !held.has(`${subjectKey(roleGrant)} ${termKey(roleGrant, now)}`))
      draft.granted.push({ place, asked: { ...nameOf(role, roleGrant), reason }, role, roleGrant });
    else draft.unchanged += 1;
  }
  return draft;
}

/**
 * What the way back from a plan of the directory does to the role grants that went with it. What is gone with its role
 * keeps nobody from going back.
 */
export async function roleWayBack(
  inside: Stores,
  name: string,
  record: RolePlanRecord,
  { now, newId }: { now: Date; newId: () => string },
): Promise<StaffRoleChange> {
  await inside.separations.lock();
  const touched = new Set([...record.granted, ...record.revoked].map(({ roleId }) => roleId));
  const facts = await loadRolePlanFacts(inside, () => touched, now);
  // Who applies it is noted then.
  const actor: Actor = { kind: 'system' };
  const { granted, revoked } = undoRolePlan(facts, name, record, { actor, newId });
  return { granted, revoked, undecided: [], at: now };
}
