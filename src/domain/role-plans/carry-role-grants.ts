import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import { startOfDay } from '../clock.ts';
import type { UnitMerger } from '../directory/merge-units.ts';
import type { UndecidedRoleGrant } from '../directory/staff-role-change.ts';
import { withParts } from '../roles/composite-roles.ts';
import type { RoleGrant } from '../roles/role-grant.ts';
import { roleGrantNamer } from './name-role-grant.ts';
import { isStanding, type PlannedRoleGrant, subjectKey, termKey } from './role-plan-draft.ts';
import type { RolePlanFacts } from './role-plan-facts.ts';

/** A new role grant, and the one that it carries over. */
export type CarriedRoleGrant = PlannedRoleGrant & { carries: RoleGrant };

/** What a merger of units would do to role grants, before anybody asked who may. */
export interface CarriedRoleGrants {
  granted: CarriedRoleGrant[];
  undecided: UndecidedRoleGrant[];
}

/**
 * Carries what role grants say of merged units over to the unit that takes them up. Pure but for `newId`.
 *
 * Each one that names a merged unit, as holder or as extent, is given anew with the other unit in its place, from the
 * day of the merger on. The old one is left alone: who holds it by the ended unit holds it no longer, but hands over; what is
 * limited to that unit goes on covering its records; and the way back is to take back the new ones. Only what somebody
 * hands over from a unit below ends with the merger: the tree, which knows no days, no longer has it there. What is privileged
 * would reach more people or units than a second person has approved, so it is left to decide; so are roles of the
 * product itself. Mandates name people, and follow them.
 */
export function carryRoleGrants(
  facts: RolePlanFacts,
  merger: UnitMerger,
  newId: () => string,
): CarriedRoleGrants {
  const { rules, now } = facts;
  const start = startOfDay(merger.from);
  const merged = new Map(merger.units.map(({ id, code }) => [id, code]));
  const roles = new Map(rules.roles.map((role) => [role.id, role]));
  const taken = (id: string | null) => (id !== null && merged.has(id) ? merger.into.id : id);
  const nameOf = roleGrantNamer(facts);
  const keyOf = (each: RoleGrant) => `${subjectKey(each)} ${termKey(each, start)}`;
  const carried: CarriedRoleGrants = { granted: [], undecided: [] };
  const held = new Set(rules.roleGrants.filter((each) => isStanding(each, now)).map(keyOf));
  for (const old of rules.roleGrants.filter((each) => isStanding(each, now))) {
    const role = roles.get(old.roleId);
    const named = [old.unitId, old.extentUnitId].flatMap((id) => (id && merged.get(id)) || []);
    if (role === undefined || named.length === 0) continue;
    const from = old.from !== null && old.from > start ? old.from : start;
    const reason = `Sáp nhập ${[...new Set(named)].join(', ')} vào ${merger.into.code}`;
    const units = { unitId: taken(old.unitId), extentUnitId: taken(old.extentUnitId) };
    const roleGrant: RoleGrant = { ...old, ...units, id: newId(), from, reason };
    // What is given already, or is over by then, needs nothing.
    if (held.has(keyOf(roleGrant)) || !isStanding(roleGrant, from)) continue;
    const place = { file: old.id, line: 0, columns: new Map() };
    const contents = [...withParts([role.id], rules.parts)].flatMap((id) => roles.get(id) ?? []);
    if (contents.some(({ clientId, isPrivileged }) => isPrivileged || clientId === OWN_CLIENT_ID)) {
      carried.undecided.push({
        place,
        asked: nameOf(role, old),
        role,
        roleGrant: old,
        code: 'privileged_role',
      });
      continue;
    }
    held.add(keyOf(roleGrant));
    const asked = { ...nameOf(role, roleGrant), reason };
    carried.granted.push({ place, asked, role, roleGrant, carries: old, startsNow: true });
  }
  return carried;
}
