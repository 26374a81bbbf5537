import type Router from '@koa/router';
import { PASSWORD_POLICY } from '../../domain/authentication/password-policy.ts';
import type { SignInStep } from '../../domain/authentication/sign-in.ts';
import type { Client } from '../../domain/clients/client.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Interaction } from '../../oidc/interactions.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import { contentSecurityPolicy } from '../middleware/security-headers.ts';
import { type NewPasswordProblems, newPasswordProblems } from '../password/new-password.ts';
import { preferencesOf } from '../preferences.ts';
import type { RefusalView } from '../view-models.ts';
import type { WebParts } from '../web-parts.ts';

type Parts = Pick<WebParts, 'interactions' | 'signIn' | 'stores' | 'pages' | 'metrics'>;

/** Refusals that belong on the sign-in form itself. */
const ON_FORM: ErrorCode[] = ['sign_in_refused', 'network_paused', 'busy'];

/** One visit: what the provider asks, and the client that asks it. */
interface Visit {
  interaction: Interaction;
  client: Client | undefined;
}

/** `/interaction/:uid` and its steps. Every page only shows the step the dispatcher names, or returns to it. */
export function signInRoutes(router: Router, parts: Parts): void {
  const { interactions, signIn, stores, pages, metrics } = parts;

  async function load(ctx: Context): Promise<Visit> {
    const interaction = await interactions.load(ctx.req, ctx.res, ctx.params.uid);
    const client =
      interaction.clientId === null ? undefined : await stores.clients.find(interaction.clientId);
    ctx.set('Content-Security-Policy', contentSecurityPolicy(formOrigins(client)));
    return { interaction, client };
  }

  async function go(ctx: Context, visit: Visit, step: SignInStep): Promise<void> {
    if (step.step === 'password')
      return showSignIn(ctx, visit, { username: visit.interaction.loginHint, error: null });
    if (step.step === 'change-password') return showChange(ctx, visit, step, []);
    metrics.countSignIn('succeeded');
    ctx.status = 303;
    ctx.redirect(
      await interactions.finish(ctx.req, ctx.res, { personId: step.person.id, assurance: step.assurance }),
    );
  }

  function showSignIn(
    ctx: Context,
    { interaction, client }: Visit,
    form: { username: string; error: RefusalView | null },
  ): void {
    const { lang } = preferencesOf(ctx, interaction.uiLocales);
    pages.show(
      ctx,
      'interaction/sign-in',
      {
        ...form,
        action: `/interaction/${interaction.uid}`,
        client:
          client === undefined
            ? null
            : { title: titleOf(client, lang), icon: client.metadata.launcher?.icon ?? null },
        forgotUrl: '/password/forgot',
        notice: null,
      },
      { uiLocales: interaction.uiLocales },
    );
  }

  function showChange(
    ctx: Context,
    { interaction }: Visit,
    { person }: Extract<SignInStep, { step: 'change-password' }>,
    errors: NewPasswordProblems,
  ): void {
    pages.show(
      ctx,
      'interaction/change-password',
      {
        action: `/interaction/${interaction.uid}/change-password`,
        reason: 'first_sign_in',
        errors,
        supportCode: errors.length > 0 ? ctx.state.origin.supportCode : null,
        minimumLength: PASSWORD_POLICY.minimumLength,
        person: { fullName: person.fullName, login: person.email ?? person.employeeNo ?? '' },
      },
      { uiLocales: interaction.uiLocales },
    );
  }

  router.get('/interaction/:uid', async (ctx: Context) => {
    const visit = await load(ctx);
    if (visit.interaction.prompt === 'consent') {
      ctx.status = 303;
      return ctx.redirect(await interactions.finish(ctx.req, ctx.res, { consent: true }));
    }
    await go(ctx, visit, await signIn.next(visit.interaction.uid));
  });

  router.post('/interaction/:uid', async (ctx: Context) => {
    const visit = await load(ctx);
    const { username, password } = await readForm(ctx, ['username', 'password']);
    try {
      await go(
        ctx,
        visit,
        await signIn.submitPassword(visit.interaction, { login: username, password }, ctx.state.origin),
      );
    } catch (error) {
      const refusal = pages.refusalOf(ctx, error, ON_FORM);
      metrics.countSignIn(refusal.code);
      showSignIn(ctx, visit, { username: username.slice(0, 200), error: refusal });
    }
  });

  router.get('/interaction/:uid/change-password', async (ctx: Context) => {
    ctx.redirect(`/interaction/${ctx.params.uid}`);
  });

  router.post('/interaction/:uid/change-password', async (ctx: Context) => {
    const visit = await load(ctx);
    const fields = await readForm(ctx, ['new_password', 'confirm_password']);
    const step = await signIn.next(visit.interaction.uid);
    if (step.step !== 'change-password') return go(ctx, visit, step);
    const problems = await newPasswordProblems(ctx, pages, fields, async (password) => {
      await go(ctx, visit, await signIn.submitNewPassword(visit.interaction, password, ctx.state.origin));
    });
    if (problems.length > 0) showChange(ctx, visit, step, problems);
  });
}

/** The client's name in the language of the page. */
export function titleOf({ metadata }: Client, lang: 'vi' | 'en'): string {
  const { launcher, client_name } = metadata;
  return (lang === 'en' ? (launcher?.title_en ?? launcher?.title) : launcher?.title) ?? client_name;
}

/** Where a sign-in at this client may lead: browsers hold the form to it through every redirect. */
function formOrigins(client: Client | undefined): string[] {
  if (client === undefined) return [];
  const { redirect_uris, launcher } = client.metadata;
  return [...redirect_uris, ...(launcher === undefined ? [] : [launcher.url])].map((address) => {
    const { origin, protocol } = new URL(address);
    return origin === 'null' ? protocol : origin;
  });
}
