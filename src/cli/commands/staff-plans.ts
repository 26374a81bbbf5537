import type { AppliedPlan } from '../../domain/directory/staff-plan-store.ts';
import type { StaffTable } from '../../domain/directory/staff-table.ts';
import { readStaffFile, STAFF_FILE_MAX_BYTES } from '../../staff-files/read-staff-file.ts';
import { type Command, type CommandIo, textOption, UsageError } from '../command.ts';
import { table } from '../table.ts';
import { reportPlan } from './staff-plan-report.ts';

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
    const plan = await services.staffPlans.importStaff(await readAll(io, positionals), options, actor);
    reportPlan(io, plan, { isDryRun: options.isDryRun, isJson, hint: ` --apply ${plan.plan}` });
  },
};

const staffUndo: Command = {
  usage: 'staff undo PLAN [--dry-run] [--allow-removals N]',
  summary: { vi: 'Hoàn tác một kế hoạch đã áp dụng', en: 'Undo an applied plan' },
  words: [1, 1],
  options: { 'dry-run': { type: 'boolean' }, 'allow-removals': { type: 'string' } },
  async run({ services, io, actor, positionals: [name = ''], values, isJson }) {
    const isDryRun = values['dry-run'] === true;
    const allowedRemovals = wholeNumber(textOption(values, 'allow-removals'));
    const plan = await services.staffPlans.undo(name, { isDryRun, allowedRemovals }, actor);
    reportPlan(io, plan, { isDryRun, isJson, hint: '' });
  },
};

const staffPlans: Command = {
  usage: 'staff plans',
  summary: { vi: 'Các kế hoạch đã áp dụng', en: 'List applied plans' },
  words: [0, 0],
  async run({ services, io, isJson }) {
    const plans = await services.staffPlans.list();
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

export const staffPlanCommands: Command[] = [staffImport, staffUndo, staffPlans];

const FILE_LIMIT = { bytes: STAFF_FILE_MAX_BYTES, code: 'staff_file_too_large' } as const;

/** Reads and parses staff files as the officer named them. */
async function readAll(io: Pick<CommandIo, 'readFile'>, paths: string[]): Promise<StaffTable[]> {
  const tables: StaffTable[] = [];
  for (const path of paths) tables.push(await readStaffFile(path, await io.readFile(path, FILE_LIMIT)));
  return tables;
}

/** A count that an option names. @throws UsageError */
export function wholeNumber(text: string | undefined): number | undefined {
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
