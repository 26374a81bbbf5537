import type Router from '@koa/router';
import type { SignInStep } from '../../domain/authentication/sign-in-step.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import { showSecondFactor } from './second-factor-pages.ts';
import { showSignIn } from './sign-in-form.ts';
import { goOn, loadVisit, type SignInParts } from './visit.ts';

/** Refusals that belong on the page of the passkey. */
const ON_FORM: ErrorCode[] = ['passkey_refused', 'network_paused'];

/** Passkeys in a sign-in: from its first page, or as the second step of who is known. */
export function passkeyRoutes(router: Router, parts: SignInParts): void {
  const { signIn, pages, metrics } = parts;

  router.get('/interaction/:uid/passkey', async (ctx: Context) => {
    const visit = await loadVisit(parts, ctx);
    const step = await signIn.next(visit.context, ctx.state.origin);
    if (!offersPasskey(step)) return goOn(parts, ctx, visit, step);
    showSecondFactor(parts, ctx, visit, step, { method: 'passkey' });
  });

  /** What the page's script asks the browser for. */
  router.post('/interaction/:uid/passkey/options', async (ctx: Context) => {
    const visit = await loadVisit(parts, ctx);
    await readForm(ctx, []);
    ctx.set('Cache-Control', 'no-store');
    ctx.body = await signIn.askForPasskey(visit.context, ctx.state.origin);
  });

  router.post('/interaction/:uid/passkey', async (ctx: Context) => {
    const visit = await loadVisit(parts, ctx);
    const { response } = await readForm(ctx, ['response']);
    try {
      await goOn(parts, ctx, visit, await signIn.submitPasskey(visit.context, response, ctx.state.origin));
    } catch (error) {
      const refusal = pages.refusalOf(ctx, error, ON_FORM);
      metrics.countSignIn(refusal.code);
      const step = await signIn.next(visit.context, ctx.state.origin);
      // Another page of this visit has proved all by now: what is complete ends once, and here.
      if (step.step === 'done') return goOn(parts, ctx, visit, step);
      if (offersPasskey(step))
        return showSecondFactor(parts, ctx, visit, step, { method: 'passkey', error: refusal });
      showSignIn(parts, ctx, visit, { username: visit.interaction.loginHint, error: refusal });
    }
  });
}

function offersPasskey(step: SignInStep): step is Extract<SignInStep, { step: 'second-factor' }> {
  return step.step === 'second-factor' && step.offers.includes('passkey');
}
