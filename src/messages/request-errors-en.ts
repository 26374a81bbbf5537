import type { ErrorCode } from '../domain/errors.ts';
import type { ErrorText } from './errors.ts';

/** What is wrong with a request for a role, in English. */
export const requestErrorsEn = {
  role_not_requestable: {
    title: 'This role cannot be asked for here',
    remedy: 'An administrator gives privileged roles by a decision. Choose another role.',
  },
  role_already_held: {
    title: 'You hold this role already',
    remedy: 'You can ask for it again when it ends within 30 days.',
  },
  role_request_invalid: {
    title: 'The request is not complete',
    remedy: 'Say why, in less than 1,000 characters, and choose a last day that is not too far off.',
  },
  role_request_not_found: { title: 'Request not found', remedy: 'Open the list of requests again.' },
  role_request_decided: {
    title: 'The request no longer waits for a decision',
    remedy: 'Somebody else has decided, or it was withdrawn or has expired. Open the list again.',
  },
  role_request_exists: {
    title: 'This request is waiting already',
    remedy: 'Wait for the answer, or withdraw it and ask again.',
  },
  too_many_role_requests: {
    title: 'Too many requests are waiting',
    remedy: 'Withdraw those that you no longer need, or wait for the answers.',
  },
  profile_report_invalid: {
    title: 'It is not clear what is wrong',
    remedy: 'Choose what is wrong and write what is right, in up to 500 characters.',
  },
  too_many_profile_reports: {
    title: 'Reported many times today',
    remedy: 'The HR officers have the letters. Report more tomorrow, or call them.',
  },
  nobody_to_tell: {
    title: 'Nobody can receive this letter yet',
    remedy: 'The system knows no HR officer with a mailbox. Call the help desk.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
