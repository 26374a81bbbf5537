import type { consoleMailsVi } from './console-mails-vi.ts';

/** English texts of the console's pages about the letters that are sent. */
export const consoleMailsEn: Readonly<Record<keyof typeof consoleMailsVi, string>> = {
  'mails.title': 'Letters',
  'mails.lead':
    'Every letter that the system sends, as it is sent, with made-up facts. Each is written in Vietnamese and ends with English lines.',
  'mails.letter': 'Letter',
  'mails.when': 'When it is sent, to whom',
  'mails.from': 'From',
  'mails.subject': 'Subject',
  'mails.html': 'Formatted part',
  'mails.text': 'Plain-text part',
  'mails.send': 'Send a sample to {email}',
  'mails.sent': 'The sample is on its way. Its subject begins with [Thư mẫu].',
  'mails.when.password-reset': 'Somebody asks for a new password; to the holder of the account',
  'mails.when.password-changed': 'A password was changed; to the holder of the account',
  'mails.when.credential-changed':
    'A way to sign in was enrolled, replaced or revoked; to the holder of the account',
  'mails.when.administrator-news':
    'Grave news of the emergency account or of resets; to all system administrators',
  'mails.when.password-expiring': 'A password expires soon; to the holder of the account',
  'mails.when.second-factor-missing':
    'A second factor is needed and none is enrolled; to the holder of the account, weekly',
  'mails.when.account-dormant': 'An account without sign-ins is about to be closed; to its holder',
  'mails.when.activation': 'A new person has an account; with the link that sets the password',
  'mails.when.certificate-changed':
    'A certificate was bound, waits for confirmation or was taken off; to the holder of the account',
  'mails.when.certificate-expiring': 'A certificate expires soon; to whoever signs in with it',
  'mails.when.profile-mistake': 'Somebody reports a mistake in the record; to the HR officers',
  'mails.when.request-waiting': 'A request for a role waits, or is due soon; to who decides',
  'mails.when.request-decided': 'A request for a role was decided; to who asked',
  'mails.when.review-due': 'A review is due soon; to its reviewers',
  'mails.when.review-overdue': 'A review is overdue; to its reviewers and the system administrators',
  'mails.when.review-question': 'A reviewer asks back; to who was asked',
  'mails.when.review-answer': 'The answer has come; to the reviewer',
};
