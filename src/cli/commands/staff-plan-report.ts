import { type PlanReport, reportOf } from '../../domain/directory/staff-plan-report.ts';
import type { StaffPreview } from '../../domain/directory/staff-plan-service.ts';
import { DomainError } from '../../domain/errors.ts';
import { handoverNote } from '../../messages/role-notes.ts';
import { STAFF_REFUSALS } from '../../messages/staff-refusals.ts';
import type { CommandIo, Invocation } from '../command.ts';
import { table } from '../table.ts';
import { violationFields, violationWords } from './separation-fields.ts';

const WAYS_PAST_THE_GUARD = `--submit: trình người thứ hai phê duyệt / keeps the plan for a second person to approve
--allow-removals N: tự cho phép, được ghi nhật ký / allows N removals at once, on record
`;

/** Of a list in one line, only the beginning. */
const NAMED_VIOLATIONS = 5;

/** Reports a plan that is being made; when the guard stops it, says both ways past it. */
export async function reportChange(
  { io, isJson }: Pick<Invocation, 'io' | 'isJson'>,
  changing: Promise<StaffPreview>,
  isDryRun: boolean,
  hintOf: (plan: string) => string,
): Promise<void> {
  try {
    const plan = await changing;
    reportPlan(io, plan, { isDryRun, isJson, hint: hintOf(plan.plan) });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'removal_guard') io.err(WAYS_PAST_THE_GUARD);
    throw error;
  }
}

/** Shows a plan, and ends the command with what keeps it from being applied. */
export function reportPlan(
  io: CommandIo,
  plan: StaffPreview,
  { isDryRun, isJson, hint }: { isDryRun: boolean; isJson: boolean; hint: string },
): void {
  const next = isDryRun ? `Chưa áp dụng / not applied.${hint}\n` : `Đã áp dụng / applied: ${plan.plan}\n`;
  showPlan(io, reportOf(plan), { isJson, next, facts: {} });
  if (isDryRun && plan.guard.verdict === 'blocked') throw new DomainError('removal_guard', { ...plan.guard });
}

/**
 * Prints a plan: for machines with more facts, for people with what comes next.
 * @throws staff_file_refused {rows}
 */
export function showPlan(
  io: CommandIo,
  report: PlanReport,
  { isJson, next, facts }: { isJson: boolean; next: string; facts: object },
): void {
  const rows = report.refused.length;
  if (isJson) io.out(`${JSON.stringify({ ...asJson(report), ...facts })}\n`);
  else io.out(`${asText(report)}${rows > 0 ? '' : next}`);
  if (rows > 0) throw new DomainError('staff_file_refused', { rows });
}

/** A plan for machines (contract section 1). */
function asJson(plan: PlanReport) {
  const { plan: name, joiners, movers, leavers, changed, unchanged, units, mailboxes, guard } = plan;
  const refused = plan.refused.map((refusal) => ({ ...refusal, message: STAFF_REFUSALS[refusal.code] }));
  return {
    plan: name,
    joiners,
    movers,
    leavers,
    changed,
    unchanged,
    counts: plan.counts,
    units,
    mailboxes,
    roles: { gained: plan.roles.gained.map(effectFields), lost: plan.roles.lost.map(lostFields) },
    orphaned_mailboxes: plan.orphans,
    separation: plan.separation.map(violationFields),
    refused,
    guard,
  };
}

function effectFields({ employeeNo, email, clientId, role, units }: PlanReport['roles']['gained'][number]) {
  return { employee_no: employeeNo, email, client: clientId, role, units };
}

function lostFields(effect: PlanReport['roles']['lost'][number]) {
  return { ...effectFields(effect), handover_until: effect.handoverUntil };
}

/** A plan as a person at a terminal judges it. */
function asText(plan: PlanReport): string {
  const refused = plan.refused.map(({ file, line, entry, column, value, code }) => [
    entry ?? `${file}:${line}`,
    column,
    value,
    `${STAFF_REFUSALS[code].vi} / ${STAFF_REFUSALS[code].en}`,
  ]);
  if (refused.length > 0) return table(refused);
  const { counts } = plan;
  return table([
    ['Mới / joiners', String(counts.joiners)],
    ['Chuyển / movers', String(counts.movers)],
    ['Rời đi / leavers', String(counts.leavers)],
    ['Thay đổi / changed', String(counts.changed)],
    ['Giữ nguyên / unchanged', String(plan.unchanged)],
    ['Đơn vị / units', `+${plan.units.added} ~${plan.units.changed} -${plan.units.removed}`],
    ['Hộp thư / mailboxes', `+${plan.mailboxes.added} ~${plan.mailboxes.changed} -${plan.mailboxes.removed}`],
    ['Quyền / roles', `+${counts.gained} -${counts.lost}${handovers(plan)}`],
    ['Hộp thư mất chủ / mailboxes without owner', plan.orphans.join(', ') || '0'],
    ['Vi phạm tách nhiệm vụ / separation violated', violationsIn(plan)],
    ['Ngưỡng / guard', `${plan.guard.removals} + ${plan.guard.recent} / ${plan.guard.limit}`],
  ]);
}

function violationsIn({ separation, counts }: PlanReport): string {
  const shown = separation.slice(0, NAMED_VIOLATIONS).map((each) => violationWords(each).join(' '));
  return [String(counts.separation), ...shown].join('; ');
}

function handovers({ roles }: PlanReport): string {
  const ends = roles.lost.flatMap(({ handoverUntil }) => handoverUntil ?? []);
  if (ends.length === 0) return '';
  // Spread over arguments, a large plan's list would break the call.
  const last = new Date(ends.reduce((latest, end) => Math.max(latest, end.getTime()), 0));
  return `, ${ends.length}: ${handoverNote(last, 'vi')} / ${handoverNote(last, 'en')}`;
}
