/** English texts of the letters to the system administrators. */
export const administratorLettersEn = {
  'mail.newsSubject': 'News for the system administrators of MicConnect',
  'mail.newsText': '{news}, at {at}, from {network}.',
  'mail.newsButton': 'Open MicConnect',
  'mail.newsQuestion': 'Do you wonder why?',
  'mail.newsQuestionText': 'Ask the other system administrators at once and see the audit log, code {code}.',
  'news.factor_reset_waiting':
    'A reset of the two-step sign-in of {name}, a privileged account, waits for a second person for 24 hours',
  'news.break_glass_sealed': 'The emergency account ({name}) has been sealed by two officers',
  'news.break_glass_used':
    'ALARM: the emergency account ({name}) has been opened and is a system administrator now',
  'news.break_glass_refused': 'ALARM: somebody has tried to open the emergency account ({name}) and failed',
};
