import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import type { Pages } from '../page.ts';
import type { PasswordFieldError } from '../view-models.ts';

const PROBLEMS: ErrorCode[] = [
  'password_too_short',
  'password_too_long',
  'password_unchanged',
  'password_too_common',
  'password_contains_name',
  'busy',
];

export type NewPasswordProblems = PasswordFieldError[];

/**
 * Hands a new password on when it was typed twice alike, and says at which field what is wrong with it.
 * @param submit does the work; the problems it throws are shown at the field
 */
export async function newPasswordProblems(
  ctx: Context,
  pages: Pages,
  {
    new_password: password,
    confirm_password: confirmation,
  }: Record<'new_password' | 'confirm_password', string>,
  submit: (password: string) => Promise<void>,
): Promise<NewPasswordProblems> {
  try {
    if (password !== confirmation) throw new DomainError('password_mismatch');
    await submit(password);
    return [];
  } catch (error) {
    const { code } = pages.refusalOf(ctx, error, ['password_mismatch', ...PROBLEMS]);
    return [{ field: code === 'password_mismatch' ? 'confirm_password' : 'new_password', code }];
  }
}
