import type { ErrorCode } from '../../domain/errors.ts';

/** What a plan, of HR or of role grants, is refused for on its own page: its files, its state, and who decides. */
export const PLAN_REFUSALS: readonly ErrorCode[] = [
  'staff_file_unreadable',
  'staff_file_too_large',
  'staff_file_unknown_kind',
  'request_invalid',
  'plan_already_pending',
  'plan_not_pending',
  'plan_stale',
  'plan_undone',
  'plan_too_large',
  'too_many_pending',
  'approval_needed',
  'approval_self',
];
