import type { StaffPreview } from '../../domain/directory/staff-plan-service.ts';
import { DomainError } from '../../domain/errors.ts';
import { handoverNote } from '../../messages/role-notes.ts';
import { STAFF_REFUSALS } from '../../messages/staff-refusals.ts';
import type { CommandIo } from '../command.ts';
import { table } from '../table.ts';

/** Shows a plan, and ends the command with what keeps it from being applied. */
export function reportPlan(
  io: CommandIo,
  plan: StaffPreview,
  { isDryRun, isJson, hint }: { isDryRun: boolean; isJson: boolean; hint: string },
): void {
  const next = isDryRun ? `Chưa áp dụng / not applied.${hint}\n` : `Đã áp dụng / applied: ${plan.plan}\n`;
  io.out(isJson ? `${JSON.stringify(asJson(plan))}\n` : asText(plan, next));
  if (plan.refused.length > 0) throw new DomainError('staff_file_refused', { rows: plan.refused.length });
  if (isDryRun && plan.guard.verdict === 'blocked') throw new DomainError('removal_guard', { ...plan.guard });
}

function asJson(plan: StaffPreview) {
  const { plan: name, joiners, movers, leavers, changed, unchanged, units, mailboxes, guard } = plan;
  const refused = plan.refused.map((refusal) => ({ ...refusal, message: STAFF_REFUSALS[refusal.code] }));
  return {
    plan: name,
    joiners,
    movers,
    leavers,
    changed,
    unchanged,
    units,
    mailboxes,
    roles: { gained: plan.roles.gained.map(effectFields), lost: plan.roles.lost.map(lostFields) },
    orphaned_mailboxes: plan.orphans,
    refused,
    guard,
  };
}

function effectFields({ employeeNo, email, clientId, role, units }: StaffPreview['roles']['gained'][number]) {
  return { employee_no: employeeNo, email, client: clientId, role, units };
}

function lostFields(effect: StaffPreview['roles']['lost'][number]) {
  return { ...effectFields(effect), handover_until: effect.handoverUntil };
}

function asText(plan: StaffPreview, next: string): string {
  const refused = plan.refused.map(({ file, line, column, value, code }) => [
    `${file}:${line}`,
    column,
    value,
    `${STAFF_REFUSALS[code].vi} / ${STAFF_REFUSALS[code].en}`,
  ]);
  if (refused.length > 0) return table(refused);
  const counts = table([
    ['Mới / joiners', String(plan.joiners.length)],
    ['Chuyển / movers', String(plan.movers.length)],
    ['Rời đi / leavers', String(plan.leavers.length)],
    ['Thay đổi / changed', String(plan.changed.length)],
    ['Giữ nguyên / unchanged', String(plan.unchanged)],
    ['Đơn vị / units', `+${plan.units.added} ~${plan.units.changed} -${plan.units.removed}`],
    ['Hộp thư / mailboxes', `+${plan.mailboxes.added} ~${plan.mailboxes.changed} -${plan.mailboxes.removed}`],
    ['Quyền / roles', `+${plan.roles.gained.length} -${plan.roles.lost.length}${handovers(plan)}`],
    ['Hộp thư mất chủ / mailboxes without owner', plan.orphans.join(', ') || '0'],
    ['Ngưỡng / guard', `${plan.guard.removals} + ${plan.guard.recent} / ${plan.guard.limit}`],
  ]);
  return `${counts}${next}`;
}

function handovers({ roles }: StaffPreview): string {
  const ends = roles.lost.flatMap(({ handoverUntil }) => handoverUntil ?? []);
  if (ends.length === 0) return '';
  const last = new Date(Math.max(...ends.map(Number)));
  return `, ${ends.length}: ${handoverNote(last, 'vi')} / ${handoverNote(last, 'en')}`;
}
