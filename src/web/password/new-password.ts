import { looksAltered } from '../../domain/authentication/input-method.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import type { Pages } from '../page.ts';
import type { PasswordFieldError } from '../view-models.ts';

const PROBLEMS: ErrorCode[] = [
  'password_too_short',
  'password_too_long',
  'password_contains_name',
  'password_too_common',
  'password_breached',
  'password_weak',
  'password_unchanged',
  'password_reused',
  'password_input_method',
  'password_mismatch',
  'busy',
];
const FIELDS = ['new_password', 'confirm_password', 'typed_on_purpose'] as const;

export type NewPasswordProblems = PasswordFieldError[];

/** The form of `partials/new-password`. */
export type NewPasswordForm = Record<(typeof FIELDS)[number], string>;

export function readNewPassword(ctx: Context): Promise<NewPasswordForm> {
  return readForm(ctx, FIELDS);
}

/**
 * Hands a new password on when it was typed twice alike and a Vietnamese keyboard did not alter it unnoticed, and says
 * at which field what is wrong with it. Nothing typed is shown again.
 * @param submit does the work; the problems it throws are shown at the field
 */
export async function newPasswordProblems(
  ctx: Context,
  pages: Pages,
  { new_password: password, confirm_password: confirmation, typed_on_purpose }: NewPasswordForm,
  submit: (password: string) => Promise<void>,
): Promise<NewPasswordProblems> {
  const typedOnPurpose = typed_on_purpose === 'yes';
  try {
    if (password !== confirmation) throw new DomainError('password_mismatch');
    if (!typedOnPurpose && looksAltered(password)) throw new DomainError('password_input_method');
    await submit(password);
    return [];
  } catch (error) {
    const { code } = pages.refusalOf(ctx, error, PROBLEMS);
    const field = code === 'password_mismatch' ? 'confirm_password' : 'new_password';
    // Once it was asked for, the box stays, and stays ticked.
    const asks = typedOnPurpose || code === 'password_input_method';
    return [{ field, code, ...(asks && { typedOnPurpose }) }];
  }
}
