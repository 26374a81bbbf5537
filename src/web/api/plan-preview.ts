import type { PlanReport } from '../../domain/directory/staff-plan-report.ts';
import type { Refusal, RefusalCode } from '../../domain/directory/staff-refusal.ts';
import type {
  ChangedPerson,
  Mover,
  PlannedPerson,
  PlannedPost,
} from '../../domain/directory/staff-summary.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { RoleEffect } from '../../domain/roles/role-effects.ts';
import type { ListedViolation } from '../../domain/roles/separation-report.ts';
import { refusalText } from '../../messages/refusal-text.ts';
import { roleChangeFields } from '../../messages/role-plan-fields.ts';
import * as schema from './schema.ts';

/** Of a list as long as the ministry only its beginning is shown, beside its length. */
const SHOWN = 200;

export const beginningOf = (item: schema.Schema): schema.Schema =>
  schema.object({ count: schema.count, shown: { ...schema.arrayOf(item), maxItems: SHOWN } });

const PERSON = { employee_no: schema.textOrNull, email: schema.textOrNull, name: schema.text };
const POST = schema.object({ unit_code: schema.textOrNull, position: schema.textOrNull });
const CHANGED = { ...PERSON, fields: schema.arrayOf(schema.text) };
const ROLE = {
  ...PERSON,
  client: schema.text,
  role: schema.text,
  units: { type: ['array', 'null'], items: schema.text, description: 'null: not limited to units' },
};
const LOST_ROLE = { ...ROLE, handover_until: schema.momentOrNull };
export const VIOLATION = {
  ...PERSON,
  separation: { ...schema.text, description: 'id of the separation of duties' },
  separation_name: schema.textOrNull,
  roles: { ...schema.arrayOf(schema.text), description: 'CLIENT:CODE of what is held together' },
  from: schema.moment,
};
export const REFUSED = schema.object({
  file: schema.text,
  line: schema.count,
  column: schema.text,
  value: schema.text,
  code: schema.text,
  message: schema.object({ vi: schema.text, en: schema.text }),
});
const ROWS = schema.object({
  added: schema.count,
  changed: schema.count,
  removed: schema.count,
  unchanged: schema.count,
});

/** A role grant that a plan gives or takes back. */
export const PLANNED = {
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
  decision: schema.textOrNull,
  reason: schema.textOrNull,
  file: schema.text,
  line: schema.count,
};
const MESSAGE = schema.object({ vi: schema.text, en: schema.text });
const ROLE_CHANGE = schema.object({
  granted: beginningOf(schema.object(PLANNED)),
  revoked: beginningOf(schema.object(PLANNED)),
  undecided: beginningOf(schema.object({ ...PLANNED, code: schema.text, message: MESSAGE })),
});
const HR_ROW = schema.object({
  ma_don_vi: schema.text,
  hieu_luc_den: schema.day,
  thay_the_boi: schema.text,
});

/** What the removal guard says. */
export const GUARD = schema.object({
  removals: schema.count,
  recent: { ...schema.count, description: 'removals of the last 24 hours that nobody allowed' },
  people: schema.count,
  limit: schema.count,
  verdict: schema.oneOf(['ok', 'blocked']),
});

/** What a plan would do, or has done. */
export const PREVIEW: schema.NamedSchema = {
  name: 'PlanPreview',
  schema: schema.object({
    plan: { ...schema.text, description: 'name of the plan' },
    joiners: beginningOf(schema.object(PERSON)),
    movers: beginningOf(schema.object({ ...CHANGED, from: POST, to: POST })),
    leavers: beginningOf(schema.object(PERSON)),
    changed: beginningOf(schema.object(CHANGED)),
    unchanged: schema.count,
    units: ROWS,
    mailboxes: ROWS,
    roles: schema.object({
      gained: beginningOf(schema.object(ROLE)),
      lost: beginningOf(schema.object(LOST_ROLE)),
    }),
    orphaned_mailboxes: beginningOf(schema.text),
    separation: beginningOf(schema.object(VIOLATION)),
    refused: beginningOf(REFUSED),
    guard: GUARD,
    role_grants: {
      anyOf: [ROLE_CHANGE, { type: 'null' }],
      description: 'what a merger does to role grants; null for other plans',
    },
    hr_rows: {
      ...schema.arrayOf(HR_ROW),
      description: 'rows of the units file without which HR’s next full import takes the plan back',
    },
  }),
};

/** A plan with the beginning of each of its lists. */
export function previewJson({
  plan,
  roles,
  orphans,
  separation,
  refused,
  guard,
  counts,
  ...rest
}: PlanReport) {
  return {
    plan,
    joiners: beginning(rest.joiners, personJson, counts.joiners),
    movers: beginning(rest.movers, moverJson, counts.movers),
    leavers: beginning(rest.leavers, personJson, counts.leavers),
    changed: beginning(rest.changed, changedJson, counts.changed),
    unchanged: rest.unchanged,
    units: rest.units,
    mailboxes: rest.mailboxes,
    roles: {
      gained: beginning(roles.gained, roleJson, counts.gained),
      lost: beginning(roles.lost, lostRoleJson, counts.lost),
    },
    orphaned_mailboxes: beginning(orphans, (address) => address, counts.orphans),
    separation: beginning(separation, violationJson, counts.separation),
    refused: beginning(refused, refusedJson),
    guard,
    role_grants: roleChangeJson(rest.roleChange),
    hr_rows: rest.hrRows ?? [],
  };
}

function roleChangeJson(change: PlanReport['roleChange']) {
  const fields = roleChangeFields(change);
  if (fields === null) return null;
  const whole = <Item>(items: readonly Item[]) => beginning(items, (item) => item);
  return {
    granted: whole(fields.granted),
    revoked: whole(fields.revoked),
    undecided: whole(fields.undecided),
  };
}

/** The length of a list, and its first items. */
export function beginning<Item, Json>(
  items: readonly Item[],
  toJson: (item: Item) => Json,
  count = items.length,
) {
  return { count, shown: items.slice(0, SHOWN).map(toJson) };
}

export function refusedJson<Code extends RefusalCode | ErrorCode>(refusal: Refusal<Code>) {
  return { ...refusal, message: refusalText(refusal.code) };
}

function personJson({ employeeNo, email, fullName }: PlannedPerson) {
  return { employee_no: employeeNo, email, name: fullName };
}

function changedJson(person: ChangedPerson) {
  return { ...personJson(person), fields: person.fields };
}

function moverJson(mover: Mover) {
  return { ...changedJson(mover), from: postJson(mover.from), to: postJson(mover.to) };
}

function postJson({ unitCode, position }: PlannedPost) {
  return { unit_code: unitCode, position };
}

export function violationJson(violation: ListedViolation) {
  const { separation, name, roles, from } = violation;
  return { ...personJson(violation), separation, separation_name: name, roles, from };
}

function lostRoleJson(effect: RoleEffect) {
  return { ...roleJson(effect), handover_until: effect.handoverUntil };
}

function roleJson(effect: RoleEffect) {
  const { clientId, role, units } = effect;
  return { ...personJson(effect), client: clientId, role, units };
}
