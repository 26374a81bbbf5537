import type { factorLetterVi } from './factor-letter-vi.ts';

/** English texts of the letter that reminds of a second factor. */
export const factorLetterEn: Record<keyof typeof factorLetterVi, string> = {
  'mail.factorSubject': 'A second factor is needed at MicConnect',
  'mail.factorTitle': 'No second factor yet',
  'mail.factorText':
    'This account has to sign in with a second factor and has none. Enrolling an authenticator app, a passkey or a certificate takes about two minutes; otherwise the next sign-in asks for it.',
  'mail.factorButton': 'Enrol a second factor',
  'mail.factorWhy': 'Why this letter?',
  'mail.factorWhyText':
    'The ministry’s policy, or an application given to this account, demands a second factor. Help: support, {contact}.',
  'mail.factorSummary': 'The account has to sign in with a second factor and has none yet.',
};
