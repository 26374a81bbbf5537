import type { AppliedRolePlan } from '../../domain/role-plans/role-plan-store.ts';
import { appliedRolePlanFields } from '../../messages/role-plan-fields.ts';
import { type Command, textOption } from '../command.ts';
import { readTables } from '../read-tables.ts';
import { table } from '../table.ts';
import { listPendingRolePlans, pendingRolePlanCommands, submitRolePlan } from './pending-role-plans.ts';
import { roleEdit } from './role-edit.ts';
import { reportRolePlan } from './role-plan-report.ts';
import { changeOptions, readChangeOptions } from './staff-plan-options.ts';

const roleImport: Command = {
  usage: 'role import FILE… [--dry-run] [--apply PLAN] [--allow-removals N] [--submit] [--decision NUMBER]',
  summary: {
    vi: 'Cấp và thu hồi quyền hàng loạt từ tệp CSV hoặc XLSX',
    en: 'Grant and revoke many roles by CSV or XLSX files',
  },
  words: [1, 20],
  options: { ...changeOptions, apply: { type: 'string' }, decision: { type: 'string' } },
  async run(invocation) {
    const { services, io, actor, positionals, values } = invocation;
    const options = readChangeOptions(values);
    const decision = textOption(values, 'decision');
    const tables = await readTables(io, positionals);
    if (values.submit === true) return submitRolePlan(invocation, { kind: 'import', tables, decision });
    const importing = services.rolePlans.importRoles(tables, { ...options, decision }, actor);
    await reportRolePlan(invocation, importing, options.isDryRun, (plan) => ` --apply ${plan}`);
  },
};

const roleUndo: Command = {
  usage: 'role undo PLAN [--dry-run] [--allow-removals N] [--submit]',
  summary: { vi: 'Hoàn tác một kế hoạch cấp quyền đã áp dụng', en: 'Undo an applied plan of role grants' },
  words: [1, 1],
  options: changeOptions,
  async run(invocation) {
    const { services, actor, positionals, values } = invocation;
    const [name = ''] = positionals;
    const options = readChangeOptions(values);
    if (values.submit === true) return submitRolePlan(invocation, { kind: 'undo', plan: name });
    const undoing = services.rolePlans.undo(name, options, actor);
    await reportRolePlan(invocation, undoing, options.isDryRun, () => '');
  },
};

const rolePlans: Command = {
  usage: 'role plans [--pending]',
  summary: {
    vi: 'Các kế hoạch cấp quyền đã áp dụng, hoặc đang chờ',
    en: 'List applied plans of role grants, or those that wait',
  },
  words: [0, 0],
  options: { pending: { type: 'boolean' } },
  async run({ services, io, values, isJson }) {
    if (values.pending === true)
      return listPendingRolePlans(io, await services.pendingRolePlans.listPending(), isJson);
    const plans = await services.rolePlans.list();
    const rows = plans.map(({ appliedAt, plan, kind, appliedBy, granted, revoked, undoneBy }) => [
      appliedAt.toISOString(),
      plan,
      undoneBy === null ? kind : `${kind}, undone`,
      appliedBy,
      `+${granted} -${revoked}`,
    ]);
    io.out(isJson ? `${JSON.stringify(plans.map(planFields))}\n` : table(rows));
  },
};

export const rolePlanCommands: Command[] = [
  roleImport,
  roleEdit,
  rolePlans,
  roleUndo,
  ...pendingRolePlanCommands,
];

function planFields(applied: AppliedRolePlan) {
  return { ...appliedRolePlanFields(applied), undone: applied.undoneBy !== null };
}
