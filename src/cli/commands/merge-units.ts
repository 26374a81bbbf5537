import { dayOf } from '../../domain/clock.ts';
import { parseDay } from '../../domain/directory/staff-values.ts';
import { type Command, requiredOption, textOption, UsageError } from '../command.ts';
import { submitPlan } from './pending-plans.ts';
import { importOptions, readChangeOptions } from './staff-plan-options.ts';
import { reportChange } from './staff-plan-report.ts';

export const mergeUnits: Command = {
  usage:
    'staff merge-units CODE… --into CODE [--from DAY] [--decision NUMBER] ' +
    '[--dry-run] [--apply PLAN] [--allow-removals N] [--submit]',
  summary: {
    vi: 'Sáp nhập đơn vị: chuyển cán bộ và quyền sang đơn vị tiếp nhận',
    en: 'Merge units: posts and role grants go over to the one that takes them up',
  },
  words: [1, 50],
  options: {
    'dry-run': importOptions['dry-run'],
    'allow-removals': importOptions['allow-removals'],
    submit: importOptions.submit,
    apply: importOptions.apply,
    into: { type: 'string' },
    from: { type: 'string' },
    decision: { type: 'string' },
  },
  async run(invocation) {
    const { services, actor, positionals: units, values } = invocation;
    const options = readChangeOptions(values);
    const into = requiredOption(values, 'into');
    const asked = parseDay(textOption(values, 'from') ?? dayOf(services.clock.now()));
    if ('code' in asked) throw new UsageError('--from takes a day');
    const merger = { units, into, from: asked.value, decision: textOption(values, 'decision') };
    if (values.submit === true) return submitPlan(invocation, { kind: 'merge', ...merger });
    const merging = services.staffPlans.mergeUnits(merger, options, actor);
    await reportChange(invocation, merging, options.isDryRun, (plan) => ` --apply ${plan}`);
  },
};
