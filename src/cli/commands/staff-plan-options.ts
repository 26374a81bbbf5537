import type { ChangeOptions } from '../../domain/directory/staff-plan-service.ts';
import { type Invocation, textOption, UsageError } from '../command.ts';

/** What every command takes that plans a change of staff, and may keep it for a second person. */
export const changeOptions = {
  'dry-run': { type: 'boolean' },
  'allow-removals': { type: 'string' },
  submit: { type: 'boolean' },
} as const;

/** The same for tables of staff, from files or a directory server. */
export const importOptions = {
  ...changeOptions,
  partial: { type: 'boolean' },
  apply: { type: 'string' },
} as const;

/** Reads them. @throws UsageError for options that exclude each other */
export function readChangeOptions(values: Invocation['values']): ChangeOptions {
  const options = {
    isDryRun: values['dry-run'] === true,
    expectedPlan: textOption(values, 'apply'),
    allowedRemovals: allowedRemovals(values),
  };
  if (options.isDryRun && options.expectedPlan !== undefined)
    throw new UsageError('--dry-run or --apply, not both');
  const isApplied = Object.values(options).some((value) => value !== undefined && value !== false);
  if (values.submit === true && isApplied)
    throw new UsageError('--submit keeps the plan; --dry-run, --apply and --allow-removals do not');
  return options;
}

/** The number of `--allow-removals`. @throws UsageError */
export function allowedRemovals(values: Invocation['values']): number | undefined {
  const text = textOption(values, 'allow-removals');
  if (text === undefined) return undefined;
  if (!/^\d{1,7}$/.test(text)) throw new UsageError('--allow-removals takes a whole number');
  return Number(text);
}
