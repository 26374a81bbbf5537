import type Router from '@koa/router';
import type { CodeMethod } from '../../domain/authentication/second-factor.ts';
import type { Standing } from '../../domain/authentication/sign-in-step.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import type { RefusalView } from '../view-models.ts';
import { passkeyForm } from './sign-in-form.ts';
import { enteredClient, faceOf, goOn, loadVisit, type SignInParts, type Visit } from './visit.ts';

/** Refusals that belong on the form of the code. */
const ON_FORM: ErrorCode[] = ['code_refused', 'code_used', 'codes_paused', 'codes_locked'];

const CODE_METHODS: readonly CodeMethod[] = ['totp', 'recovery-code'];

/** The step of a sign-in whose first factor is known: a page for each method that takes a typed code. */
export function secondFactorRoutes(router: Router, parts: SignInParts): void {
  const { signIn, pages, metrics } = parts;

  for (const method of CODE_METHODS) {
    const path = `/interaction/:uid/${method}`;

    router.get(path, async (ctx: Context) => {
      const visit = await loadVisit(parts, ctx);
      const step = await signIn.next(visit.context, ctx.state.origin);
      if (step.step !== 'second-factor' || !step.offers.includes(method))
        return goOn(parts, ctx, visit, step);
      showSecondFactor(parts, ctx, visit, step, { method });
    });

    router.post(path, async (ctx: Context) => {
      const visit = await loadVisit(parts, ctx);
      const { code, trust } = await readForm(ctx, method === 'totp' ? ['code', 'trust'] : ['code']);
      const step = await signIn.next(visit.context, ctx.state.origin);
      if (step.step !== 'second-factor' || !step.offers.includes(method))
        return goOn(parts, ctx, visit, step);
      try {
        const proof = { method, code, trustsDevice: trust === '1' };
        await goOn(parts, ctx, visit, await signIn.submitCode(visit.context, step, proof, ctx.state.origin));
      } catch (error) {
        const refusal = pages.refusalOf(ctx, error, ON_FORM);
        metrics.countSignIn(refusal.code);
        showSecondFactor(parts, ctx, visit, step, { method, error: refusal });
      }
    });
  }
}

/** Methods with a page of their own, in the order in which one is shown first: codes work without a script. */
const SHOWN = ['totp', 'passkey', 'recovery-code'] as const;

/** The page of one method; of the first that is offered, when none is named. */
export function showSecondFactor(
  { pages }: SignInParts,
  ctx: Context,
  visit: Visit,
  { person, offers, trustHours }: Standing<'second-factor'>,
  { method, error = null }: { method?: (typeof SHOWN)[number]; error?: RefusalView | null },
): void {
  const { path, interaction, context } = visit;
  const shown = method ?? SHOWN.find((known) => offers.includes(known)) ?? 'totp';
  const { uiLocales } = interaction;
  const step = {
    others: offers
      .filter((offer) => offer !== shown)
      .map((offer) => ({ method: offer, url: `${path}/${offer}` })),
    client: enteredClient(ctx, visit),
    person: faceOf(person),
    error,
    // A session that is being raised is nobody else's.
    restartAction: context.held === null ? `${path}/restart` : null,
  };
  if (shown === 'passkey')
    pages.show(ctx, 'interaction/passkey', { ...step, passkey: passkeyForm(visit) }, { uiLocales });
  else
    pages.show(
      ctx,
      'interaction/second-factor',
      {
        ...step,
        method: shown,
        action: `${path}/${shown}`,
        trustHours: shown === 'totp' ? trustHours : 0,
      },
      { uiLocales },
    );
}
