import type { certificateLettersVi } from './certificate-letters-vi.ts';

/** English texts of the letters about login certificates. */
export const certificateLettersEn: Readonly<Record<keyof typeof certificateLettersVi, string>> = {
  'mail.certificateChangedSubject': 'A login certificate for MicConnect has changed',
  'mail.certificateChangedTitle': 'A login certificate has changed',
  'mail.certificate.bound':
    'At {at} the certificate {certificate} was bound to this account; it can be used to sign in.',
  'mail.certificate.proposed':
    'At {at} a new certificate {certificate} came with the name of a bound one. It signs nobody in until it is confirmed. Confirm it only if it has just been issued to you.',
  'mail.certificate.confirmed':
    'At {at} the certificate {certificate} was confirmed; it can be used to sign in.',
  'mail.certificate.unbound':
    'At {at} the certificate {certificate} was unbound; it can no longer be used to sign in.',
  'mail.certificateExpiringSubject': 'Your login certificate for MicConnect is about to expire',
  'mail.certificateExpiringTitle': 'A certificate is about to expire',
  'mail.certificateExpiringText':
    'The certificate {certificate} expires on {day}. Ask whoever manages certificates for a new one; then sign in with it and confirm it.',
  'mail.certificateExpiringSummary':
    'The certificate {certificate} expires on {day}; ask for a new one in time.',
  'mail.certificateButton': 'Open my security',
  'mail.certificateQuestion': 'Was it not you?',
  'mail.certificateQuestionText': 'Tell support, {contact}, at once.',
  'mail.certificateHelp': 'Need help?',
  'mail.certificateHelpText': 'Call support, {contact}.',
};
