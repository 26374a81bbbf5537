import type Router from '@koa/router';
import { isBreakGlass } from '../../domain/authentication/break-glass.ts';
import { hasVietnameseLetters } from '../../domain/authentication/input-method.ts';
import type { SignInStep } from '../../domain/authentication/sign-in-step.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import { certificateRoutes } from './certificate-pages.ts';
import { changePasswordRoutes, showChangePassword } from './change-password-pages.ts';
import { enrolmentRoutes, showEnrolment } from './enrolment-pages.ts';
import { passkeyEnrolmentRoutes } from './passkey-enrolment-pages.ts';
import { passkeyRoutes } from './passkey-pages.ts';
import { secondFactorRoutes, showSecondFactor } from './second-factor-pages.ts';
import { showSignIn } from './sign-in-form.ts';
import { enteredClient, faceOf, goOn, loadVisit, type SignInParts, type Visit } from './visit.ts';

/** Refusals that belong on the sign-in form itself. */
const ON_FORM: ErrorCode[] = ['sign_in_refused', 'network_paused', 'busy'];

/** `/interaction/:uid` and its steps. Every page only shows the step the dispatcher names, or returns to it. */
export function signInRoutes(router: Router, parts: SignInParts): void {
  const { interactions, signIn, breakGlass, pages, metrics } = parts;

  router.get('/interaction/:uid', async (ctx: Context) => {
    const visit = await loadVisit(parts, ctx);
    if (visit.interaction.prompt === 'consent') {
      ctx.status = 303;
      return ctx.redirect(await interactions.finish(ctx.req, ctx.res, { consent: true }));
    }
    await show(ctx, visit, await signIn.next(visit.context, ctx.state.origin));
  });

  router.post('/interaction/:uid', async (ctx: Context) => {
    const visit = await loadVisit(parts, ctx);
    const { username, password } = await readForm(ctx, ['username', 'password']);
    try {
      await goOn(parts, ctx, visit, await submitted(ctx, visit, username, password));
    } catch (error) {
      const refusal = pages.refusalOf(ctx, error, ON_FORM);
      metrics.countSignIn(refusal.code);
      showSignIn(parts, ctx, visit, {
        username: username.slice(0, 200),
        error: refusal,
        hasMarks: hasVietnameseLetters(password),
      });
    }
  });

  /** Somebody else wants to sign in. */
  router.post('/interaction/:uid/restart', async (ctx: Context) => {
    const visit = await loadVisit(parts, ctx);
    await readForm(ctx, []);
    await signIn.restart(visit.context);
    ctx.status = 303;
    ctx.redirect(visit.path);
  });

  /** The relying party asked for more than the person can prove: it learns that, and goes on as it may. */
  router.post('/interaction/:uid/leave', async (ctx: Context) => {
    const visit = await loadVisit(parts, ctx);
    await readForm(ctx, []);
    await signIn.restart(visit.context);
    ctx.status = 303;
    ctx.redirect(await interactions.refuse(ctx.req, ctx.res));
  });

  /** The step that user name and password lead to. */
  async function submitted(ctx: Context, { context }: Visit, login: string, password: string) {
    const { origin } = ctx.state;
    if (!isBreakGlass(login)) return signIn.submitPassword(context, { login, password }, origin);
    // It raises nobody's session: what works once must not be refused for the sake of another's.
    return signIn.submitIdentity({ ...context, held: null }, await breakGlass.use(password, origin), origin);
  }

  changePasswordRoutes(router, parts);
  secondFactorRoutes(router, parts);
  enrolmentRoutes(router, parts);
  certificateRoutes(router, parts);
  passkeyRoutes(router, parts);
  passkeyEnrolmentRoutes(router, parts);

  async function show(ctx: Context, visit: Visit, step: SignInStep): Promise<void> {
    switch (step.step) {
      case 'identify':
        return showSignIn(parts, ctx, visit, { username: visit.interaction.loginHint, error: null });
      case 'second-factor':
        return showSecondFactor(parts, ctx, visit, step, {});
      case 'enrolment':
        return showEnrolment(parts, ctx, visit, step, null);
      case 'certificate':
        return pages.show(
          ctx,
          'interaction/level-unreachable',
          {
            client: enteredClient(ctx, visit),
            person: faceOf(step.person),
            leaveAction: `${visit.path}/leave`,
            restartAction: `${visit.path}/restart`,
          },
          { uiLocales: visit.interaction.uiLocales },
        );
      case 'change-password':
        return showChangePassword(parts, ctx, visit, step.person, []);
      case 'done':
        return goOn(parts, ctx, visit, step);
    }
  }
}
