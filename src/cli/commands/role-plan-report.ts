import { DomainError } from '../../domain/errors.ts';
import type { RolePlan } from '../../domain/role-plans/role-plan.ts';
import type { PlannedRoleGrant } from '../../domain/role-plans/role-plan-draft.ts';
import type { RoleShift, RoleShiftList } from '../../domain/role-plans/role-shifts.ts';
import { roleLabel } from '../../domain/roles/separation-report.ts';
import type { Invocation } from '../command.ts';
import { table } from '../table.ts';
import { violationFields, violationWords } from './separation-fields.ts';
import {
  isGuard,
  nextStep,
  refusalFields,
  refusalTable,
  violationsIn,
  WAY_BY_ALLOWANCE,
} from './staff-plan-report.ts';

/** Of a list of people, only the beginning; machines get more. */
const SHOWN = 10;

/**
 * Reports a plan that is being made; when the guard stops it, says the way past it.
 * @throws staff_file_refused {rows}, removal_guard, and what making it throws
 */
export async function reportRolePlan(
  { io, isJson }: Pick<Invocation, 'io' | 'isJson'>,
  changing: Promise<RolePlan>,
  isDryRun: boolean,
  hintOf: (plan: string) => string,
): Promise<void> {
  try {
    const plan = await changing;
    const rows = plan.refused.length;
    const next = rows > 0 ? '' : nextStep(plan.plan, isDryRun, hintOf(plan.plan));
    io.out(isJson ? `${JSON.stringify(asJson(plan))}\n` : `${asText(plan)}${next}`);
    if (rows > 0) throw new DomainError('staff_file_refused', { rows });
    if (isDryRun && plan.guard.verdict === 'blocked')
      throw new DomainError('removal_guard', { ...plan.guard });
  } catch (error) {
    if (isGuard(error)) io.err(WAY_BY_ALLOWANCE);
    throw error;
  }
}

function asJson({ plan, granted, revoked, unchanged, refused, shifts, separation, guard }: RolePlan) {
  return {
    plan,
    granted: granted.map(roleGrantFields),
    revoked: revoked.map(roleGrantFields),
    unchanged,
    refused: refused.map(refusalFields),
    roles: { gained: listFields(shifts.gained), lost: listFields(shifts.lost) },
    separation: separation.map(violationFields),
    guard,
  };
}

function roleGrantFields({ place, role, roleGrant, asked }: PlannedRoleGrant) {
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

function listFields({ count, people, listed }: RoleShiftList) {
  return { count, people, listed: listed.map(shiftFields) };
}

function shiftFields({ employeeNo, fullName, ...shift }: RoleShift) {
  return { ...shift, employee_no: employeeNo, name: fullName };
}

/** A plan as a person at a terminal judges it. */
function asText({ granted, revoked, unchanged, refused, shifts, separation, guard }: RolePlan): string {
  if (refused.length > 0)
    return refusalTable(refused) + table(separation.slice(0, SHOWN).map(violationWords));
  return table([
    ['Cấp / granted', String(granted.length)],
    ['Thu hồi / revoked', String(revoked.length)],
    ['Giữ nguyên / unchanged', String(unchanged)],
    ['Có thêm vai trò / people gaining', peopleIn(shifts.gained)],
    ['Mất vai trò / people losing', peopleIn(shifts.lost)],
    ['Vi phạm tách nhiệm vụ / separation violated', violationsIn(separation, separation.length)],
    ['Ngưỡng / guard', `${guard.removals} + ${guard.recent} / ${guard.limit}`],
  ]);
}

function peopleIn({ people, listed }: RoleShiftList): string {
  const shown = listed
    .slice(0, SHOWN)
    .map(({ employeeNo, email, person, role }) => `${employeeNo ?? email ?? person} ${role}`);
  return [String(people), ...shown].join('; ');
}
