import type { AppliedPlan } from '../../domain/directory/staff-plan-store.ts';
import type { Command } from '../command.ts';
import { readTables } from '../read-tables.ts';
import { table } from '../table.ts';
import { mergeUnits } from './merge-units.ts';
import { countsText, listPending, pendingPlanCommands, submitPlan } from './pending-plans.ts';
import { changeOptions, importOptions, readChangeOptions } from './staff-plan-options.ts';
import { reportChange } from './staff-plan-report.ts';
import { staffSync } from './staff-sync.ts';

const staffImport: Command = {
  usage:
    'staff import FILE… [--dry-run] [--partial] [--apply PLAN] [--allow-removals N] [--submit] [--no-activation]',
  summary: { vi: 'Nhập hồ sơ nhân sự', en: 'Import HR files' },
  words: [1, 20],
  options: { ...importOptions, 'no-activation': { type: 'boolean' } },
  async run(invocation) {
    const { services, io, actor, positionals, values } = invocation;
    const options = readChangeOptions(values);
    const isPartial = values.partial === true;
    const withoutActivation = values['no-activation'] === true;
    const tables = await readTables(io, positionals);
    if (values.submit === true)
      return submitPlan(invocation, { kind: 'import', tables, isPartial, withoutActivation });
    const how = { ...options, isPartial, withoutActivation };
    const importing = services.staffPlans.importStaff(tables, how, actor);
    await reportChange(invocation, importing, options.isDryRun, (plan) => ` --apply ${plan}`);
  },
};

const staffUndo: Command = {
  usage: 'staff undo PLAN [--dry-run] [--allow-removals N] [--submit]',
  summary: { vi: 'Hoàn tác một kế hoạch đã áp dụng', en: 'Undo an applied plan' },
  words: [1, 1],
  options: changeOptions,
  async run(invocation) {
    const { services, actor, values } = invocation;
    const [name = ''] = invocation.positionals;
    const options = readChangeOptions(values);
    if (values.submit === true) return submitPlan(invocation, { kind: 'undo', plan: name });
    const undoing = services.staffPlans.undo(name, options, actor);
    await reportChange(invocation, undoing, options.isDryRun, () => '');
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

export const staffPlanCommands: Command[] = [
  staffImport,
  staffSync,
  mergeUnits,
  staffUndo,
  staffPlans,
  ...pendingPlanCommands,
];

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
