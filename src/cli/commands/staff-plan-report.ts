import { type PlanReport, reportOf } from '../../domain/directory/staff-plan-report.ts';
import type { StaffPreview } from '../../domain/directory/staff-plan-service.ts';
import type { Refusal, RefusalCode } from '../../domain/directory/staff-refusal.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import { type ListedViolation, roleLabel } from '../../domain/roles/separation-report.ts';
import { hrNote } from '../../messages/merger-notes.ts';
import { refusalText } from '../../messages/refusal-text.ts';
import { handoverNote } from '../../messages/role-notes.ts';
import { roleChangeFields } from '../../messages/role-plan-fields.ts';
import type { CommandIo, Invocation } from '../command.ts';
import { table } from '../table.ts';
import { violationFields, violationWords } from './separation-fields.ts';

/** What anybody may do whom the guard stops. */
export const WAY_BY_APPROVAL =
  '--submit: trình người thứ hai phê duyệt / keeps the plan for a second person to approve\n';
/** What an officer may do whom the guard stops. */
export const WAY_BY_ALLOWANCE =
  '--allow-removals N: tự cho phép, được ghi nhật ký / allows N removals at once, on record\n';

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
    if (isGuard(error)) io.err(`${WAY_BY_APPROVAL}${WAY_BY_ALLOWANCE}`);
    throw error;
  }
}

/** Whether the guard stopped a plan. */
export function isGuard(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'removal_guard';
}

/** What comes after a plan was shown. */
export function nextStep(plan: string, isDryRun: boolean, hint: string): string {
  return isDryRun ? `Chưa áp dụng / not applied.${hint}\n` : `Đã áp dụng / applied: ${plan}\n`;
}

/** Shows a plan, and ends the command with what keeps it from being applied. */
export function reportPlan(
  io: CommandIo,
  plan: StaffPreview,
  { isDryRun, isJson, hint }: { isDryRun: boolean; isJson: boolean; hint: string },
): void {
  const next = nextStep(plan.plan, isDryRun, hint);
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
  const refused = plan.refused.map(refusalFields);
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
    ...(plan.roleChange !== undefined && { role_grants: roleChangeFields(plan.roleChange) }),
    ...(plan.hrRows !== undefined && { hr_rows: plan.hrRows }),
  };
}

/** A refusal for machines. */
export function refusalFields<Code extends RefusalCode | ErrorCode>(refusal: Refusal<Code>) {
  return { ...refusal, message: refusalText(refusal.code) };
}

/** Refusals as a person at a terminal reads them. */
export function refusalTable(refused: readonly Refusal<RefusalCode | ErrorCode>[]): string {
  return table(
    refused.map(({ file, line, entry, column, value, code }) => {
      const { vi, en } = refusalText(code);
      return [entry ?? `${file}:${line}`, column, value, `${vi} / ${en}`];
    }),
  );
}

function effectFields({ employeeNo, email, clientId, role, units }: PlanReport['roles']['gained'][number]) {
  return { employee_no: employeeNo, email, client: clientId, role, units };
}

function lostFields(effect: PlanReport['roles']['lost'][number]) {
  return { ...effectFields(effect), handover_until: effect.handoverUntil };
}

/** A plan as a person at a terminal judges it. */
function asText(plan: PlanReport): string {
  if (plan.refused.length > 0) return refusalTable(plan.refused);
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
    ['Vi phạm tách nhiệm vụ / separation violated', violationsIn(plan.separation, counts.separation)],
    ['Ngưỡng / guard', `${plan.guard.removals} + ${plan.guard.recent} / ${plan.guard.limit}`],
    ...roleChangeRows(plan),
  ]);
}

/** What goes with a plan beside the directory: role grants, and what HR has to say. */
function roleChangeRows({ roleChange, hrRows = [] }: PlanReport): string[][] {
  if (roleChange === undefined) return [];
  const { granted, revoked, undecided } = roleChange;
  const note = hrNote(hrRows);
  return [
    ['Cấp lại quyền / role grants', `+${granted.length} -${revoked.length}`],
    ...undecided.map(({ role, roleGrant, code }) => {
      const { vi, en } = refusalText(code);
      return ['Chờ quyết định / to be decided', `${roleLabel(role)} ${roleGrant.id}: ${vi} / ${en}`];
    }),
    ...(hrRows.length > 0 ? [['Nhân sự / HR', `${note.vi} / ${note.en}`]] : []),
  ];
}

/** How many violations there are, and the first of them. */
export function violationsIn(separation: readonly ListedViolation[], count: number): string {
  const shown = separation.slice(0, NAMED_VIOLATIONS).map((each) => violationWords(each).join(' '));
  return [String(count), ...shown].join('; ');
}

function handovers({ roles }: PlanReport): string {
  const ends = roles.lost.flatMap(({ handoverUntil }) => handoverUntil ?? []);
  if (ends.length === 0) return '';
  // Spread over arguments, a large plan's list would break the call.
  const last = new Date(ends.reduce((latest, end) => Math.max(latest, end.getTime()), 0));
  return `, ${ends.length}: ${handoverNote(last, 'vi')} / ${handoverNote(last, 'en')}`;
}
