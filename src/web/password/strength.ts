import type { WeighedPassword } from '../../domain/authentication/new-password.ts';
import { errorText } from '../../messages/errors.ts';
import { messageOf } from '../../messages/translate.ts';
import type { Context } from '../context.ts';
import { preferencesOf } from '../preferences.ts';

/** Tells the script of a form how strong the password is that is being typed: 0 to 4, and one sentence. */
export function answerStrength(ctx: Context, { score, problem }: WeighedPassword): void {
  const { lang } = preferencesOf(ctx);
  const fine = score === 4 ? 'password.strong' : 'password.fair';
  ctx.set('Cache-Control', 'no-store');
  ctx.body = {
    score,
    text: problem === undefined ? messageOf(lang, fine) : `${errorText(problem, lang).title}.`,
  };
}
