import type { RolePlan } from '../../domain/role-plans/role-plan.ts';
import type { AppliedRolePlan } from '../../domain/role-plans/role-plan-store.ts';
import type { RoleShiftList } from '../../domain/role-plans/role-shifts.ts';
import {
  appliedRolePlanFields,
  editedFields,
  plannedFields,
  shiftFields,
} from '../../messages/role-plan-fields.ts';
import { WAITING_FIELDS } from './plan-json.ts';
import {
  beginning,
  beginningOf,
  GUARD,
  PLANNED,
  REFUSED,
  refusedJson,
  VIOLATION,
  violationJson,
} from './plan-preview.ts';
import * as schema from './schema.ts';

const PENDING = { ...WAITING_FIELDS, granted: schema.count, revoked: schema.count, guard: GUARD };

/** An applied plan of role grants. */
export const ROLE_PLAN: schema.NamedSchema = {
  name: 'RolePlan',
  schema: schema.object({
    plan: { ...schema.text, description: 'name of the plan' },
    kind: schema.oneOf(['import', 'edit', 'undo']),
    state: schema.oneOf(['applied', 'undone']),
    applied_at: schema.moment,
    applied_by: schema.text,
    granted: schema.count,
    revoked: schema.count,
  }),
};

const EDIT = schema.object({
  id: { ...schema.text, description: 'of the new role grant' },
  replaces: { ...schema.text, description: 'id of the one that is revoked' },
  changes: schema.arrayOf(
    schema.object({ field: schema.text, before: schema.textOrNull, after: schema.textOrNull }),
  ),
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
    edited: { ...schema.arrayOf(EDIT), description: 'what an edit changes, field by field' },
    granted: beginningOf(schema.object(PLANNED)),
    revoked: beginningOf(schema.object(PLANNED)),
    unchanged: schema.count,
    refused: beginningOf(REFUSED),
    roles: schema.object({ gained: SHIFTS, lost: SHIFTS }),
    separation: beginningOf(schema.object(VIOLATION)),
    guard: GUARD,
  }),
};

/** A plan of role grants that waits for a second person, or what became of it. */
export const PENDING_ROLE_PLAN: schema.NamedSchema = {
  name: 'PendingRolePlan',
  schema: schema.object(PENDING),
};

export const PENDING_ROLE_PLAN_DETAIL: schema.NamedSchema = {
  name: 'PendingRolePlanDetail',
  schema: schema.object({
    ...PENDING,
    preview: {
      ...schema.nullOr(ROLE_PLAN_PREVIEW),
      description: 'null once it is decided, or has become another plan',
    },
  }),
  uses: [ROLE_PLAN_PREVIEW],
};

export function appliedRolePlanJson(applied: AppliedRolePlan) {
  return { ...appliedRolePlanFields(applied), state: applied.undoneBy === null ? 'applied' : 'undone' };
}

export function rolePlanPreviewJson({ shifts, separation, ...plan }: RolePlan) {
  return {
    plan: plan.plan,
    edited: editedFields(plan),
    granted: beginning(plan.granted, plannedFields),
    revoked: beginning(plan.revoked, plannedFields),
    unchanged: plan.unchanged,
    refused: beginning(plan.refused, refusedJson),
    roles: { gained: shiftsJson(shifts.gained), lost: shiftsJson(shifts.lost) },
    separation: beginning(separation, violationJson),
    guard: plan.guard,
  };
}

function shiftsJson({ count, people, listed }: RoleShiftList) {
  return { count, people, shown: listed.map(shiftFields) };
}
