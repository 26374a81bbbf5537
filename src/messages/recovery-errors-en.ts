import type { ErrorCode } from '../domain/errors.ts';
import type { ErrorText } from './errors.ts';

/** The same in English. */
export const recoveryErrorsEn = {
  second_factor_held: {
    title: 'This privileged account has two-step sign-in already',
    remedy: 'Reset it by account reset-factors, which a second person approves, then set it up again.',
  },
  factor_reset_invalid: {
    title: 'The grounds of the reset are incomplete',
    remedy:
      'State how the person was identified, where that is on file, and why; at most 200 characters each.',
  },
  factor_reset_of_self: {
    title: 'You cannot reset your own two-step sign-in',
    remedy: 'Use a recovery code or another factor, or ask somebody else.',
  },
  factor_reset_waits: {
    title: 'A reset for this person is waiting already',
    remedy: 'Approve or reject the one that waits instead of asking again.',
  },
  factor_reset_not_found: {
    title: 'No such reset',
    remedy: 'See those that wait with account pending-resets.',
  },
  factor_reset_not_waiting: {
    title: 'This reset does not wait for approval any longer',
    remedy: 'It was approved or rejected, or is older than 24 hours. Ask for it again if it is still needed.',
  },
  break_glass_only: {
    title: 'The emergency account changes nothing of itself',
    remedy: 'Use it to let others in again, then seal it anew.',
  },
} satisfies Partial<Record<ErrorCode, ErrorText>>;
