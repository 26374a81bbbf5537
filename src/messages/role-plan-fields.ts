import type { StaffRoleChange } from '../domain/directory/staff-role-change.ts';
import type { RolePlan } from '../domain/role-plans/role-plan.ts';
import type { PlannedRoleGrant } from '../domain/role-plans/role-plan-draft.ts';
import type { AppliedRolePlan } from '../domain/role-plans/role-plan-store.ts';
import type { RoleShift } from '../domain/role-plans/role-shifts.ts';
import { roleLabel } from '../domain/roles/separation-report.ts';
import { refusalText } from './refusal-text.ts';

/** A role grant that a plan gives or takes back, for machines, by the tool and the API alike. */
export function plannedFields({ place, role, roleGrant, asked }: PlannedRoleGrant) {
  const { to, extent, decision, reason } = asked;
  return {
    id: roleGrant.id,
    role: roleLabel(role),
    person: to.person ?? null,
    unit: to.unit ?? null,
    subtree: roleGrant.includesSubtree,
    position: to.position ?? null,
    category: roleGrant.category,
    extent: extent ?? null,
    from: roleGrant.from,
    until: roleGrant.until,
    decision: decision ?? null,
    reason: reason ?? null,
    file: place.file,
    line: place.line,
  };
}

/** What an edit changes of role grants, field by field; none for other plans. */
export function editedFields({ granted }: Pick<RolePlan, 'granted'>) {
  return granted.flatMap((row) => {
    if (row.replaces === undefined) return [];
    const before = plannedFields({ ...row, ...row.replaces });
    const after = Object.entries(plannedFields(row));
    const changes = after.flatMap(([field, value]) => {
      const [was, is] = [before[field as keyof typeof before], value].map(textOf);
      return field === 'id' || was === is ? [] : [{ field, before: was, after: is }];
    });
    return [{ id: row.roleGrant.id, replaces: row.replaces.roleGrant.id, changes }];
  });
}

function textOf(value: string | number | boolean | Date | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  return value instanceof Date ? value.toISOString() : String(value);
}

/** What a plan of the directory does to role grants; null when it does nothing. */
export function roleChangeFields(change: StaffRoleChange | undefined) {
  if (change === undefined) return null;
  return {
    granted: change.granted.map(plannedFields),
    revoked: change.revoked.map(plannedFields),
    undecided: change.undecided.map(({ code, ...row }) => ({
      ...plannedFields(row),
      code,
      message: refusalText(code),
    })),
  };
}

/** A role that somebody gains or loses. */
export function shiftFields({ person, employeeNo, email, fullName, role, units, from }: RoleShift) {
  return { person, employee_no: employeeNo, email, name: fullName, role, units, from };
}

/** An applied plan, but for whether it was undone. */
export function appliedRolePlanFields(applied: AppliedRolePlan) {
  const { plan, kind, appliedAt, appliedBy, granted, revoked } = applied;
  return { plan, kind, applied_at: appliedAt, applied_by: appliedBy, granted, revoked };
}
