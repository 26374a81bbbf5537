import type { ChangeOptions, StaffPreview } from '../../domain/directory/staff-plan-service.ts';
import type { AppliedPlan } from '../../domain/directory/staff-plan-store.ts';
import type { StaffTable } from '../../domain/directory/staff-table.ts';
import { DomainError } from '../../domain/errors.ts';
import { readStaffFile, STAFF_FILE_MAX_BYTES } from '../../staff-files/read-staff-file.ts';
import { type Command, type CommandIo, type Invocation, textOption, UsageError } from '../command.ts';
import { table } from '../table.ts';
import { countsText, listPending, pendingPlanCommands, submitPlan } from './pending-plans.ts';
import { reportPlan } from './staff-plan-report.ts';

const staffImport: Command = {
  usage: 'staff import FILE… [--dry-run] [--partial] [--apply PLAN] [--allow-removals N] [--submit]',
  summary: { vi: 'Nhập hồ sơ nhân sự', en: 'Import HR files' },
  words: [1, 20],
  options: {
    'dry-run': { type: 'boolean' },
    partial: { type: 'boolean' },
    apply: { type: 'string' },
    'allow-removals': { type: 'string' },
    submit: { type: 'boolean' },
  },
  async run(invocation) {
    const { services, io, actor, positionals, values } = invocation;
    const options = changeOptions(values);
    const isPartial = values.partial === true;
    const tables = await readAll(io, positionals);
    if (values.submit === true) return submitPlan(invocation, { kind: 'import', tables, isPartial });
    const importing = services.staffPlans.importStaff(tables, { ...options, isPartial }, actor);
    await change(invocation, importing, options.isDryRun, (plan) => ` --apply ${plan}`);
  },
};

const staffUndo: Command = {
  usage: 'staff undo PLAN [--dry-run] [--allow-removals N] [--submit]',
  summary: { vi: 'Hoàn tác một kế hoạch đã áp dụng', en: 'Undo an applied plan' },
  words: [1, 1],
  options: {
    'dry-run': { type: 'boolean' },
    'allow-removals': { type: 'string' },
    submit: { type: 'boolean' },
  },
  async run(invocation) {
    const { services, actor, values } = invocation;
    const [name = ''] = invocation.positionals;
    const options = changeOptions(values);
    if (values.submit === true) return submitPlan(invocation, { kind: 'undo', plan: name });
    await change(invocation, services.staffPlans.undo(name, options, actor), options.isDryRun, () => '');
  },
};

const staffPlans: Command = {
  usage: 'staff plans [--pending]',
  summary: { vi: 'Các kế hoạch đã áp dụng, hoặc đang chờ', en: 'List applied plans, or those that wait' },
  words: [0, 0],
  options: { pending: { type: 'boolean' } },
  async run({ services, io, values, isJson }) {
    if (values.pending === true) return listPending(io, await services.pendingPlans.listPending(), isJson);
    const plans = await services.staffPlans.list();
    const rows = plans.map((each) => [
      each.appliedAt.toISOString(),
      each.plan,
      each.undoneBy === null ? each.kind : `${each.kind}, undone`,
      each.appliedBy,
      countsText(each),
    ]);
    io.out(isJson ? `${JSON.stringify(plans.map(planFields))}\n` : table(rows));
  },
};

export const staffPlanCommands: Command[] = [staffImport, staffUndo, staffPlans, ...pendingPlanCommands];

const WAYS_PAST_THE_GUARD = `--submit: trình người thứ hai phê duyệt / keeps the plan for a second person to approve
--allow-removals N: tự cho phép, được ghi nhật ký / allows N removals at once, on record
`;
const FILE_LIMIT = { bytes: STAFF_FILE_MAX_BYTES, code: 'staff_file_too_large' } as const;

/** Reads and parses staff files as the officer named them. */
async function readAll(io: Pick<CommandIo, 'readFile'>, paths: string[]): Promise<StaffTable[]> {
  const tables: StaffTable[] = [];
  for (const path of paths) tables.push(await readStaffFile(path, await io.readFile(path, FILE_LIMIT)));
  return tables;
}

/** @throws UsageError for options that exclude each other */
function changeOptions(values: Invocation['values']): ChangeOptions {
  const options = {
    isDryRun: values['dry-run'] === true,
    expectedPlan: textOption(values, 'apply'),
    allowedRemovals: wholeNumber(textOption(values, 'allow-removals')),
  };
  if (options.isDryRun && options.expectedPlan !== undefined)
    throw new UsageError('--dry-run or --apply, not both');
  const isApplied = Object.values(options).some((value) => value !== undefined && value !== false);
  if (values.submit === true && isApplied)
    throw new UsageError('--submit keeps the plan; --dry-run, --apply and --allow-removals do not');
  return options;
}

/** Reports a plan; when the guard stops it, says both ways past it. */
async function change(
  { io, isJson }: Invocation,
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
