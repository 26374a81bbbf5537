import type { ErrorCode } from '../domain/errors.ts';
import type { ErrorText } from './errors.ts';

/** The same in English. */
export const authorityErrorsEn = {
  role_grant_to_self: {
    title: 'You cannot grant a role to yourself',
    remedy: 'Ask somebody else with the authority to grant it.',
  },
  role_grant_outside_extent: {
    title: 'Outside the units that you administer',
    remedy: 'Choose a holder and an extent within your units, or ask a system administrator.',
  },
  role_grant_higher: {
    title: 'Somebody higher granted this privileged role',
    remedy: 'Ask a system administrator to revoke it.',
  },
  role_grant_not_waiting: {
    title: 'This role grant does not wait for approval any longer',
    remedy: 'It was approved or rejected, or has expired. Ask for it again if it is still needed.',
  },
  second_person_needed: {
    title: 'You cannot include a privileged role on your own',
    remedy:
      'Grant the privileged role by itself, so that a second person approves, or ask the server’s operator.',
  },
} satisfies Partial<Record<ErrorCode, ErrorText>>;
