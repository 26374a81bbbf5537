import type { consoleResetVi } from './console-reset-vi.ts';

/** English texts of the console's page where second factors are reset. */
export const consoleResetEn: Record<keyof typeof consoleResetVi, string> = {
  'reset.title': 'Reset the second factors of {name}?',
  'reset.link': 'Reset second factors',
  'reset.means':
    'Every second factor is taken away and every session ends; the next sign-in asks to enrol again. Of an administrator’s account it waits for a second person. The person is told by mail.',
  'reset.waiting': 'Waits for a second person until {until}. Who asked does not approve.',
  'reset.by': 'Asked by',
  'reset.checked': 'Identity was checked by',
  'reset.check.id-card': 'Meeting in person, with the ID card',
  'reset.check.call-back': 'Calling back the number that HR has',
  'reset.check.head-of-unit': 'The head of the unit confirming it',
  'reset.reference': 'Where the check is on file',
  'reset.referenceHint': 'Number of a ticket, letter or memo.',
  'reset.reason': 'What happened',
  'reset.submit': 'Reset',
  'reset.approve': 'Approve the reset',
  'reset.reject': 'Reject the reset',
  'reset.notice.done': 'Every second factor was taken away.',
  'reset.notice.asked': 'Sent. Nothing changes until a second person approves.',
  'reset.notice.rejected': 'Rejected. Nothing has changed.',
};
