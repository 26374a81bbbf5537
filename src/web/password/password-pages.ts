import type Router from '@koa/router';
import { PASSWORD_POLICY } from '../../domain/authentication/password-policy.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import type { WebParts } from '../web-parts.ts';
import { type NewPasswordProblems, newPasswordProblems } from './new-password.ts';

type Parts = Pick<WebParts, 'passwords' | 'pages' | 'background'>;

/** `/password/forgot` and `/password/reset/:token`. */
export function passwordRoutes(router: Router, { passwords, pages, background }: Parts): void {
  router.get('/password/forgot', (ctx: Context) => {
    pages.show(ctx, 'password/forgot', { action: '/password/forgot', username: '', error: null });
  });

  router.post('/password/forgot', async (ctx: Context) => {
    const { username } = await readForm(ctx, ['username']);
    // The answer leaves before anybody looks whether the account exists: neither words nor time tell.
    background.run(() => passwords.requestReset(username.slice(0, 200), ctx.state.origin));
    pages.show(ctx, 'password/forgot-sent', {});
  });

  const showReset = (ctx: Context, errors: NewPasswordProblems) =>
    pages.show(ctx, 'password/reset', {
      action: `/password/reset/${ctx.params.token}`,
      errors,
      supportCode: errors.length > 0 ? ctx.state.origin.supportCode : null,
      minimumLength: PASSWORD_POLICY.minimumLength,
    });

  router.get('/password/reset/:token', async (ctx: Context) => {
    if (!(await passwords.isResetOpen(ctx.params.token))) throw new DomainError('reset_link_invalid');
    showReset(ctx, []);
  });

  router.post('/password/reset/:token', async (ctx: Context) => {
    const fields = await readForm(ctx, ['new_password', 'confirm_password']);
    const problems = await newPasswordProblems(ctx, pages, fields, async (password) => {
      await passwords.reset(ctx.params.token, password, ctx.state.origin);
      pages.show(ctx, 'password/reset-done', { signInUrl: '/' });
    });
    if (problems.length > 0) showReset(ctx, problems);
  });
}
