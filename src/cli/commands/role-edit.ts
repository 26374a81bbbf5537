import { NONE, type RoleGrantEdit } from '../../domain/role-plans/edit-role-grant.ts';
import { type Command, type Invocation, textOption, UsageError } from '../command.ts';
import { submitRolePlan } from './pending-role-plans.ts';
import { reportRolePlan } from './role-plan-report.ts';
import { changeOptions, readChangeOptions } from './staff-plan-options.ts';

const FIELDS = ['unit', 'position', 'category', 'extent', 'from', 'until', 'decision', 'reason'] as const;

export const roleEdit: Command = {
  usage:
    `role edit GRANT [--unit CODE|${NONE} [--subtree | --no-subtree]] [--position CODE|${NONE}] ` +
    `[--category NAME|${NONE}] [--extent UNIT|${NONE}] [--from DAY|${NONE}] [--until DAY|${NONE}] ` +
    `[--decision NUMBER|${NONE}] [--reason TEXT|${NONE}] ` +
    '[--dry-run] [--apply PLAN] [--allow-removals N] [--submit]',
  summary: {
    vi: 'Sửa quy tắc, phạm vi, thời hạn của một quyền đã cấp, theo kế hoạch',
    en: 'Change rule, extent and period of a role grant, as a plan',
  },
  words: [1, 1],
  options: {
    ...changeOptions,
    apply: { type: 'string' },
    subtree: { type: 'boolean' },
    'no-subtree': { type: 'boolean' },
    ...Object.fromEntries(FIELDS.map((field) => [field, { type: 'string' } as const])),
  },
  async run(invocation) {
    const { services, actor, positionals, values } = invocation;
    const [roleGrant = ''] = positionals;
    const options = readChangeOptions(values);
    const edit = readEdit(values);
    if (values.submit === true) return submitRolePlan(invocation, { kind: 'edit', roleGrant, edit });
    const editing = services.rolePlans.edit(roleGrant, edit, options, actor);
    await reportRolePlan(invocation, editing, options.isDryRun, (plan) => ` --apply ${plan}`);
  },
};

function readEdit(values: Invocation['values']): RoleGrantEdit {
  const { subtree, 'no-subtree': noSubtree } = values;
  if (subtree === true && noSubtree === true) throw new UsageError('--subtree or --no-subtree, not both');
  const flag = subtree === true ? true : noSubtree === true ? false : undefined;
  const texts = Object.fromEntries(FIELDS.map((field) => [field, textOption(values, field)]));
  const edit: RoleGrantEdit = { ...texts, subtree: flag };
  if (Object.values(edit).every((value) => value === undefined))
    throw new UsageError('an edit names what is to change');
  return edit;
}
