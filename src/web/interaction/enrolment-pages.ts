import type Router from '@koa/router';
import type { Standing } from '../../domain/authentication/sign-in-step.ts';
import type { Person } from '../../domain/directory/person.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import { qrCode } from '../qr-code.ts';
import type { RefusalView } from '../view-models.ts';
import { enteredClient, faceOf, goOn, loadVisit, type SignInParts, type Visit } from './visit.ts';

/** Refusals that belong on the form of the code. */
const ON_FORM: ErrorCode[] = ['code_refused', 'enrolment_expired'];

/** The step of a sign-in that needs a second factor where none is enrolled: set one up, then keep its codes. */
export function enrolmentRoutes(router: Router, parts: SignInParts): void {
  const { signIn, pages } = parts;

  router.get('/interaction/:uid/enrol-totp', async (ctx: Context) => {
    ctx.redirect(`/interaction/${ctx.params.uid}`);
  });

  router.post('/interaction/:uid/enrol-totp', async (ctx: Context) => {
    const visit = await loadVisit(parts, ctx);
    const { code } = await readForm(ctx, ['code']);
    const step = await signIn.next(visit.context, ctx.state.origin);
    if (step.step !== 'enrolment') return goOn(parts, ctx, visit, step);
    try {
      const codes = await signIn.confirmEnrolment(visit.context, step, code, ctx.state.origin);
      showRecoveryCodes(parts, ctx, visit, step.person, { method: 'totp', codes });
    } catch (error) {
      await showEnrolment(parts, ctx, visit, step, pages.refusalOf(ctx, error, ON_FORM));
    }
  });

  /** The codes are kept: on to where the sign-in stands. */
  router.post('/interaction/:uid/recovery-codes', async (ctx: Context) => {
    const visit = await loadVisit(parts, ctx);
    await readForm(ctx, ['kept']);
    await goOn(parts, ctx, visit, await signIn.next(visit.context, ctx.state.origin));
  });

  router.get('/interaction/:uid/recovery-codes', async (ctx: Context) => {
    ctx.redirect(`/interaction/${ctx.params.uid}`);
  });
}

/** The codes that come with a person's first factor. */
export function showRecoveryCodes(
  { pages }: SignInParts,
  ctx: Context,
  visit: Visit,
  person: Person,
  made: { method: 'totp' | 'passkey'; codes: readonly string[] },
): void {
  pages.show(
    ctx,
    'interaction/recovery-codes',
    {
      ...made,
      action: `${visit.path}/recovery-codes`,
      client: enteredClient(ctx, visit),
      person: faceOf(person),
    },
    { uiLocales: visit.interaction.uiLocales },
  );
}

export async function showEnrolment(
  { signIn, pages }: SignInParts,
  ctx: Context,
  visit: Visit,
  step: Standing<'enrolment'>,
  error: RefusalView | null,
): Promise<void> {
  const { secret, uri, expiresAt } = await signIn.showEnrolment(visit.context, step);
  pages.show(
    ctx,
    'interaction/enrol-totp',
    {
      action: `${visit.path}/enrol-totp`,
      client: enteredClient(ctx, visit),
      person: faceOf(step.person),
      qr: qrCode(uri),
      secretGroups: secret.match(/.{1,4}/g) ?? [],
      expiresAt,
      passkeyUrl: `${visit.path}/enrol-passkey`,
      error,
    },
    { uiLocales: visit.interaction.uiLocales },
  );
}
