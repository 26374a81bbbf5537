import type { ErrorCode } from '../domain/errors.ts';
import type { ErrorText } from './errors.ts';

/** What changes of login certificates are refused with, in English. */
export const certificateErrorsEn = {
  certificate_refused: {
    title: 'This certificate cannot be used to sign in',
    remedy: 'See the step that failed with micconnect certificate inspect, and mend the cause it names.',
  },
  certificate_bound: {
    title: 'This certificate is bound to this person already',
    remedy: 'Nothing more is needed. See the list with micconnect certificate list.',
  },
  certificate_taken: {
    title: 'This certificate is bound to somebody else',
    remedy: 'A certificate belongs to one person. Find out who holds the token, then unbind it there first.',
  },
  certificate_of_another: {
    title: 'This certificate names somebody else',
    remedy: 'Its identity number or e-mail address is another person’s. Check the file, and whom you named.',
  },
  certificate_not_found: {
    title: 'Login certificate not found',
    remedy: 'It may be unbound or confirmed. See the list with micconnect certificate list.',
  },
  certificate_file_too_large: {
    title: 'The certificate file is too large',
    remedy: 'Choose a PEM, DER or P7B file with one person’s certificate and its authorities.',
  },
  certificate_file_missing: {
    title: 'No certificate file was chosen',
    remedy: 'Choose the file, then try again.',
  },
  sign_in_not_fresh: {
    title: 'Sign in again before you change how you sign in',
    remedy: 'Sign in with two factors, and make the change right afterwards.',
  },
} satisfies Partial<Record<ErrorCode, ErrorText>>;
