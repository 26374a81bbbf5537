/** English texts of the letters about requests for roles. */
export const requestLettersEn = {
  'mail.requestSubject': 'A request for a role awaits your decision',
  'mail.requestTitle': 'A request is waiting',
  'mail.requestText': '{requester} asks for the role {role} in {application}. Reason: {note}',
  'mail.requestButton': 'Look and decide',
  'mail.requestDue': 'To be decided by',
  'mail.requestDueText': 'The end of {day}; after that the request expires and the person who asked is told.',
  'mail.requestSummary': '{requester} asks for the role {role} in {application}.',
  'mail.decidedSubject': 'The answer to your request for a role',
  'mail.decidedTitle': 'There is an answer',
  'mail.decided.approved': 'The role {role} in {application} was granted until {day}.',
  'mail.decided.rejected': 'The request for the role {role} in {application} was rejected. Reason: {note}',
  'mail.decided.expired':
    'Nobody decided in time on the role {role} in {application}; the request has expired.',
  'mail.decidedButton': 'See the request',
  'mail.decidedQuestion': 'Something to discuss?',
  'mail.decidedQuestionText': 'Ask again with a clearer reason, or call support, {contact}.',
} as const;
