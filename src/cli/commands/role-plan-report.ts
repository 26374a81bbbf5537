import { DomainError } from '../../domain/errors.ts';
import type { RolePlan } from '../../domain/role-plans/role-plan.ts';
import type { RoleShiftList } from '../../domain/role-plans/role-shifts.ts';
import { editedFields, plannedFields, shiftFields } from '../../messages/role-plan-fields.ts';
import type { CommandIo, Invocation } from '../command.ts';
import { table } from '../table.ts';
import { violationFields, violationWords } from './separation-fields.ts';
import {
  isGuard,
  nextStep,
  refusalFields,
  refusalTable,
  violationsIn,
  WAY_BY_ALLOWANCE,
  WAY_BY_APPROVAL,
} from './staff-plan-report.ts';

/** Of a list of people, only the beginning; machines get more. */
const SHOWN = 10;

/**
 * Reports a plan that is being made; when the guard stops it, says both ways past it.
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
    const next = nextStep(plan.plan, isDryRun, hintOf(plan.plan));
    showRolePlan(io, plan, { isJson, next, facts: {} });
    if (isDryRun && plan.guard.verdict === 'blocked')
      throw new DomainError('removal_guard', { ...plan.guard });
  } catch (error) {
    if (isGuard(error)) io.err(`${WAY_BY_APPROVAL}${WAY_BY_ALLOWANCE}`);
    throw error;
  }
}

/**
 * Prints a plan: for machines with more facts, for people with what comes next.
 * @throws staff_file_refused {rows}
 */
export function showRolePlan(
  io: CommandIo,
  plan: RolePlan,
  { isJson, next, facts }: { isJson: boolean; next: string; facts: object },
): void {
  const rows = plan.refused.length;
  if (isJson) io.out(`${JSON.stringify({ ...asJson(plan), ...facts })}\n`);
  else io.out(`${asText(plan)}${rows > 0 ? '' : next}`);
  if (rows > 0) throw new DomainError('staff_file_refused', { rows });
}

function asJson(whole: RolePlan) {
  const { plan, granted, revoked, unchanged, refused, shifts, separation, guard } = whole;
  return {
    plan,
    edited: editedFields(whole),
    granted: granted.map(plannedFields),
    revoked: revoked.map(plannedFields),
    unchanged,
    refused: refused.map(refusalFields),
    roles: { gained: listFields(shifts.gained), lost: listFields(shifts.lost) },
    separation: separation.map(violationFields),
    guard,
  };
}

function listFields({ count, people, listed }: RoleShiftList) {
  return { count, people, listed: listed.map(shiftFields) };
}

/** A plan as a person at a terminal judges it. */
function asText(plan: RolePlan): string {
  const { granted, revoked, unchanged, refused, shifts, separation, guard } = plan;
  if (refused.length > 0)
    return refusalTable(refused) + table(separation.slice(0, SHOWN).map(violationWords));
  const edits = editedFields(plan).flatMap(({ changes }) =>
    changes.map(({ field, before, after }) => [
      `Sửa / edited: ${field}`,
      `${before ?? '–'} → ${after ?? '–'}`,
    ]),
  );
  return table([
    ...edits,
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
