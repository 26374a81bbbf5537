import type { RolePlan } from '../../domain/role-plans/role-plan.ts';
import type { PlannedRoleGrant } from '../../domain/role-plans/role-plan-draft.ts';
import type { AppliedRolePlan } from '../../domain/role-plans/role-plan-store.ts';
import type { RoleShift, RoleShiftList } from '../../domain/role-plans/role-shifts.ts';
import { roleLabel } from '../../domain/roles/separation-report.ts';
import {
  beginning,
  beginningOf,
  GUARD,
  REFUSED,
  refusedJson,
  VIOLATION,
  violationJson,
} from './plan-preview.ts';
import * as schema from './schema.ts';

/** An applied plan of role grants. */
export const ROLE_PLAN: schema.NamedSchema = {
  name: 'RolePlan',
  schema: schema.object({
    plan: { ...schema.text, description: 'name of the plan' },
    kind: schema.oneOf(['import', 'undo']),
    state: schema.oneOf(['applied', 'undone']),
    applied_at: schema.moment,
    applied_by: schema.text,
    granted: schema.count,
    revoked: schema.count,
  }),
};

const PLANNED = schema.object({
  id: { ...schema.text, description: 'of the role grant; of a dry run’s new ones it means nothing' },
  role: { ...schema.text, description: 'CLIENT:CODE' },
  person: { ...schema.textOrNull, description: 'as the row names her' },
  unit: { ...schema.textOrNull, description: 'code' },
  subtree: schema.flag,
  position: { ...schema.textOrNull, description: 'code' },
  category: schema.textOrNull,
  extent: { ...schema.textOrNull, description: 'code of the unit that it is limited to' },
  from: schema.momentOrNull,
  until: schema.momentOrNull,
  file: schema.text,
  line: schema.count,
});

const SHIFT = schema.object({
  person: { ...schema.text, description: 'id' },
  employee_no: schema.textOrNull,
  email: schema.textOrNull,
  name: schema.text,
  role: { ...schema.text, description: 'CLIENT:CODE' },
  units: { type: ['array', 'null'], items: schema.text, description: 'null: not limited to units' },
  from: schema.moment,
});
const SHIFTS = schema.object({
  count: schema.count,
  people: schema.count,
  shown: { ...schema.arrayOf(SHIFT), maxItems: 100 },
});

/** What a plan of role grants would do, or has done. */
export const ROLE_PLAN_PREVIEW: schema.NamedSchema = {
  name: 'RolePlanPreview',
  schema: schema.object({
    plan: { ...schema.text, description: 'name of the plan' },
    granted: beginningOf(PLANNED),
    revoked: beginningOf(PLANNED),
    unchanged: schema.count,
    refused: beginningOf(REFUSED),
    roles: schema.object({ gained: SHIFTS, lost: SHIFTS }),
    separation: beginningOf(schema.object(VIOLATION)),
    guard: GUARD,
  }),
};

export function appliedRolePlanJson(applied: AppliedRolePlan) {
  const { plan, kind, undoneBy, appliedAt, appliedBy, granted, revoked } = applied;
  const state = undoneBy === null ? 'applied' : 'undone';
  return { plan, kind, state, applied_at: appliedAt, applied_by: appliedBy, granted, revoked };
}

export function rolePlanPreviewJson({ shifts, separation, ...plan }: RolePlan) {
  return {
    plan: plan.plan,
    granted: beginning(plan.granted, plannedJson),
    revoked: beginning(plan.revoked, plannedJson),
    unchanged: plan.unchanged,
    refused: beginning(plan.refused, refusedJson),
    roles: { gained: shiftsJson(shifts.gained), lost: shiftsJson(shifts.lost) },
    separation: beginning(separation, violationJson),
    guard: plan.guard,
  };
}

function plannedJson({ place, role, roleGrant, asked: { to, extent } }: PlannedRoleGrant) {
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
    file: place.file,
    line: place.line,
  };
}

function shiftsJson({ count, people, listed }: RoleShiftList) {
  return { count, people, shown: listed.map(shiftJson) };
}

function shiftJson({ person, employeeNo, email, fullName, role, units, from }: RoleShift) {
  return { person, employee_no: employeeNo, email, name: fullName, role, units, from };
}
