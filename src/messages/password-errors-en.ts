import type { ErrorCode } from '../domain/errors.ts';
import type { ErrorText } from './errors.ts';

/** What new passwords are refused with, in English. */
export const passwordErrorsEn = {
  password_too_short: {
    title: 'The new password is too short',
    remedy: 'Use a long sentence, for example four unrelated words.',
  },
  password_too_long: { title: 'The new password is too long', remedy: 'Shorten it, one sentence is enough.' },
  password_unchanged: {
    title: 'The new password equals the present one',
    remedy: 'Choose a different password.',
  },
  password_too_common: {
    title: 'This password is too common',
    remedy: 'Many people use it, so it is easy to guess. Join four unrelated words.',
  },
  password_contains_name: {
    title: 'The password contains a name that is easy to guess',
    remedy: 'Leave out your name, your user name and the name of the organisation.',
  },
  password_breached: {
    title: 'This password has leaked',
    remedy: 'It is on a list of passwords stolen elsewhere. Choose one that was never used anywhere.',
  },
  password_weak: {
    title: 'This password is easy to guess',
    remedy: 'Avoid familiar words, dates and rows of keys. Add a few unrelated words.',
  },
  password_reused: {
    title: 'This password was used before',
    remedy: 'Choose one that this account never had.',
  },
  password_input_method: {
    title: 'A Vietnamese keyboard may have altered the password',
    remedy:
      'Turn Telex or VNI off, press “Show” to look, and type it again. If the marks are meant, type it again and tick the box below.',
  },
  password_mismatch: {
    title: 'The two entries differ',
    remedy: 'Type the new password again in both fields.',
  },
} satisfies Partial<Record<ErrorCode, ErrorText>>;
