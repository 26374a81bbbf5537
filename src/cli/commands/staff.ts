import type { Actor } from '../../domain/audit/audit-event.ts';
import type { AppliedPlan } from '../../domain/directory/staff-plan-store.ts';
import type { StaffPreview } from '../../domain/directory/staff-service.ts';
import type { StaffTable } from '../../domain/directory/staff-table.ts';
import { DomainError } from '../../domain/errors.ts';
import { parseMoment } from '../../domain/roles/parse-period.ts';
import { STAFF_REFUSALS } from '../../messages/staff-refusals.ts';
import { readStaffFile, STAFF_FILE_MAX_BYTES } from '../../staff-files/read-staff-file.ts';
import { type Command, type CommandIo, type Invocation, textOption, UsageError } from '../command.ts';
import { table } from '../table.ts';
import { staffList } from './staff-list.ts';
import { personFields } from './staff-person.ts';

const staffImport: Command = {
  usage: 'staff import FILE… [--dry-run] [--partial] [--apply PLAN] [--allow-removals N]',
  summary: { vi: 'Nhập hồ sơ nhân sự', en: 'Import HR files' },
  words: [1, 20],
  options: {
    'dry-run': { type: 'boolean' },
    partial: { type: 'boolean' },
    apply: { type: 'string' },
    'allow-removals': { type: 'string' },
  },
  async run({ services, io, actor, positionals, values, isJson }) {
    const options = {
      isDryRun: values['dry-run'] === true,
      isPartial: values.partial === true,
      expectedPlan: textOption(values, 'apply'),
      allowedRemovals: wholeNumber(textOption(values, 'allow-removals')),
    };
    if (options.isDryRun && options.expectedPlan !== undefined)
      throw new UsageError('--dry-run or --apply, not both');
    const plan = await services.staff.importStaff(await readAll(io, positionals), options, actor);
    report(io, plan, { isDryRun: options.isDryRun, isJson, hint: ` --apply ${plan.plan}` });
  },
};

/** Shows a plan, and ends the command with what keeps it from being applied. */
function report(
  io: CommandIo,
  plan: StaffPreview,
  { isDryRun, isJson, hint }: { isDryRun: boolean; isJson: boolean; hint: string },
): void {
  const next = isDryRun ? `Chưa áp dụng / not applied.${hint}\n` : `Đã áp dụng / applied: ${plan.plan}\n`;
  io.out(isJson ? `${JSON.stringify(asJson(plan))}\n` : asText(plan, next));
  if (plan.refused.length > 0) throw new DomainError('staff_file_refused', { rows: plan.refused.length });
  if (isDryRun && plan.guard.verdict === 'blocked') throw new DomainError('removal_guard', { ...plan.guard });
}

const staffUndo: Command = {
  usage: 'staff undo PLAN [--dry-run] [--allow-removals N]',
  summary: { vi: 'Hoàn tác một kế hoạch đã áp dụng', en: 'Undo an applied plan' },
  words: [1, 1],
  options: { 'dry-run': { type: 'boolean' }, 'allow-removals': { type: 'string' } },
  async run({ services, io, actor, positionals: [name = ''], values, isJson }) {
    const isDryRun = values['dry-run'] === true;
    const allowedRemovals = wholeNumber(textOption(values, 'allow-removals'));
    const plan = await services.staff.undo(name, { isDryRun, allowedRemovals }, actor);
    report(io, plan, { isDryRun, isJson, hint: '' });
  },
};

const staffPlans: Command = {
  usage: 'staff plans',
  summary: { vi: 'Các kế hoạch đã áp dụng', en: 'List applied plans' },
  words: [0, 0],
  async run({ services, io, isJson }) {
    const plans = await services.staff.plans();
    const rows = plans.map((each) => [
      each.appliedAt.toISOString(),
      each.plan,
      each.undoneBy === null ? each.kind : `${each.kind}, undone`,
      each.appliedBy,
      `+${each.joiners} →${each.movers} -${each.leavers} ~${each.changed}`,
    ]);
    io.out(isJson ? `${JSON.stringify(plans.map(planFields))}\n` : table(rows));
  },
};

const staffShow: Command = {
  usage: 'staff show PERSON [--at DAY]',
  summary: { vi: 'Xem một cán bộ, với chức vụ của một ngày', en: 'Show one person, with the posts of a day' },
  words: [1, 1],
  options: { at: { type: 'string' } },
  async run({ services, io, positionals: [reference = ''], values, isJson }) {
    const at = textOption(values, 'at');
    const { person, posts } = await services.staff.show(
      reference,
      at === undefined ? undefined : parseMoment(at, services.clock.now()),
    );
    const rows = Object.entries(personFields(person)).map(([name, value]) => [name, String(value ?? '')]);
    const held = posts.map(({ positionCode, position, unitCode, unit, isMain }) => [
      isMain ? 'main' : 'concurrent',
      positionCode,
      position,
      unitCode,
      unit,
    ]);
    io.out(
      isJson
        ? `${JSON.stringify({ ...personFields(person), appointments: posts.map(postFields) })}\n`
        : `${table(rows)}\n${table(held)}`,
    );
  },
};

const PAST = {
  disable: 'disabled',
  enable: 'enabled',
  protect: 'protected',
  unprotect: 'no longer protected',
};

const switchAccount = (
  action: 'disable' | 'enable' | 'protect' | 'unprotect',
  summary: Command['summary'],
): Command => ({
  usage: `staff ${action} PERSON`,
  summary,
  words: [1, 1],
  async run({ services, io, actor, positionals: [reference = ''], isJson }: Invocation) {
    const person = await services.staff[action](reference, actor);
    io.out(isJson ? `${JSON.stringify(personFields(person))}\n` : `${person.fullName}: ${PAST[action]}\n`);
  },
});

export const staffCommands: Command[] = [
  staffImport,
  staffUndo,
  staffPlans,
  staffShow,
  staffList,
  switchAccount('disable', {
    vi: 'Khóa tài khoản và kết thúc mọi phiên',
    en: 'Disable an account and end its sessions',
  }),
  switchAccount('enable', { vi: 'Mở lại tài khoản', en: 'Enable an account again' }),
  switchAccount('protect', {
    vi: 'Bảo vệ tài khoản: không tệp nhân sự nào đóng được',
    en: 'Protect an account: no HR file can close it',
  }),
  switchAccount('unprotect', { vi: 'Bỏ bảo vệ tài khoản', en: 'Lift the protection of an account' }),
];

const FILE_LIMIT = { bytes: STAFF_FILE_MAX_BYTES, code: 'staff_file_too_large' } as const;

/** Reads and parses staff files as the officer named them. */
export async function readAll(io: Pick<CommandIo, 'readFile'>, paths: string[]): Promise<StaffTable[]> {
  const tables: StaffTable[] = [];
  for (const path of paths) tables.push(await readStaffFile(path, await io.readFile(path, FILE_LIMIT)));
  return tables;
}

/** The actor of imports that the product does by itself. */
export const SYSTEM: Actor = { kind: 'system' };

function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,7}$/.test(text)) throw new UsageError('--allow-removals takes a whole number');
  return Number(text);
}

function planFields({ plan, kind, appliedAt, appliedBy, undoneBy, ...counts }: AppliedPlan) {
  const { joiners, movers, leavers, changed } = counts;
  return {
    plan,
    kind,
    applied_at: appliedAt,
    applied_by: appliedBy,
    undone: undoneBy !== null,
    joiners,
    movers,
    leavers,
    changed,
  };
}

function postFields(post: Awaited<ReturnType<Invocation['services']['staff']['show']>>['posts'][number]) {
  const { unitCode, unit, positionCode, position, isMain, from, until } = post;
  return { unit_code: unitCode, unit, position_code: positionCode, position, main: isMain, from, until };
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
    roles: { gained: plan.roles.gained.map(effectFields), lost: plan.roles.lost.map(effectFields) },
    orphaned_mailboxes: plan.orphans,
    refused,
    guard,
  };
}

function effectFields({ employeeNo, email, clientId, role, units }: StaffPreview['roles']['gained'][number]) {
  return { employee_no: employeeNo, email, client: clientId, role, units };
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
    ['Quyền / roles', `+${plan.roles.gained.length} -${plan.roles.lost.length}`],
    ['Hộp thư mất chủ / mailboxes without owner', plan.orphans.join(', ') || '0'],
    ['Ngưỡng / guard', `${plan.guard.removals} / ${plan.guard.limit}`],
  ]);
  return `${counts}${next}`;
}
