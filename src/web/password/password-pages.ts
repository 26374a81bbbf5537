import type Router from '@koa/router';
import type { PasswordLinkPurpose } from '../../domain/authentication/authentication-store.ts';
import type { PasswordLink } from '../../domain/authentication/password-link.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import type { WebParts } from '../web-parts.ts';
import { type NewPasswordProblems, newPasswordProblems, readNewPassword } from './new-password.ts';
import { answerStrength } from './strength.ts';

type Parts = Pick<WebParts, 'passwords' | 'pages' | 'background' | 'provider' | 'sessions'>;

/** `/password/forgot`, and the pages that mailed links lead to. */
export function passwordRoutes(router: Router, parts: Parts): void {
  const { passwords, pages, background } = parts;

  router.get('/password/forgot', (ctx: Context) => {
    pages.show(ctx, 'password/forgot', { action: '/password/forgot', username: '', error: null });
  });

  router.post('/password/forgot', async (ctx: Context) => {
    const { username } = await readForm(ctx, ['username']);
    // The answer leaves before anybody looks whether the account exists: neither words nor time tell.
    background.run(() => passwords.requestReset(username.slice(0, 200), ctx.state.origin));
    pages.show(ctx, 'password/forgot-sent', {});
  });

  linkRoutes(router, parts, '/password/reset', 'reset');
  linkRoutes(router, parts, '/password/activate', 'activation');
}

/** `PATH/:token`: reading uses nothing up, because mail scanners follow links. */
function linkRoutes(
  router: Router,
  { passwords, pages, provider, sessions }: Parts,
  path: string,
  purpose: PasswordLinkPurpose,
): void {
  const linkOf = async (ctx: Context): Promise<PasswordLink> => ({
    purpose,
    token: ctx.params.token,
    signedInAs: (await sessions.signedIn(provider, ctx))?.personId,
  });

  /** Throws reset_link_invalid. */
  const find = async (ctx: Context) => {
    const link = await linkOf(ctx);
    const found = await passwords.findLink(link);
    if (found === undefined) throw new DomainError('reset_link_invalid');
    return { link, minimumLength: found.minimumLength };
  };

  const show = (ctx: Context, minimumLength: number, errors: NewPasswordProblems) =>
    pages.show(ctx, 'password/reset', {
      purpose,
      action: `${path}/${ctx.params.token}`,
      errors,
      supportCode: errors.length > 0 ? ctx.state.origin.supportCode : null,
      minimumLength,
    });

  router.get(`${path}/:token`, async (ctx: Context) => {
    show(ctx, (await find(ctx)).minimumLength, []);
  });

  router.post(`${path}/:token/strength`, async (ctx: Context) => {
    const { new_password: password } = await readForm(ctx, ['new_password']);
    answerStrength(ctx, await passwords.weighByLink(await linkOf(ctx), password));
  });

  router.post(`${path}/:token`, async (ctx: Context) => {
    const fields = await readNewPassword(ctx);
    const { link, minimumLength } = await find(ctx);
    const problems = await newPasswordProblems(ctx, pages, fields, async (password) => {
      await passwords.setByLink(link, password, ctx.state.origin);
      pages.show(ctx, 'password/reset-done', { purpose, signInUrl: '/' });
    });
    if (problems.length > 0) show(ctx, minimumLength, problems);
  });
}
