import type Router from '@koa/router';
import type { Person } from '../../domain/directory/person.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { deviceName } from '../device-name.ts';
import { readForm } from '../form.ts';
import type { RefusalView } from '../view-models.ts';
import { showRecoveryCodes } from './enrolment-pages.ts';
import { enteredClient, faceOf, goOn, loadVisit, type SignInParts, type Visit } from './visit.ts';

/** Refusals that belong on the form of the new passkey. */
const ON_FORM: ErrorCode[] = ['passkey_not_made', 'passkey_exists', 'passkey_name_invalid'];

/** The enrolling step of a sign-in, by passkey in place of one-time codes. */
export function passkeyEnrolmentRoutes(router: Router, parts: SignInParts): void {
  const { signIn, pages } = parts;
  const path = '/interaction/:uid/enrol-passkey';

  router.get(path, async (ctx: Context) => {
    const visit = await loadVisit(parts, ctx);
    const step = await signIn.next(visit.context, ctx.state.origin);
    if (step.step !== 'enrolment') return goOn(parts, ctx, visit, step);
    const name = deviceName(ctx.state.origin.userAgent ?? '') ?? '';
    showPasskeyEnrolment(parts, ctx, visit, step.person, { name, error: null });
  });

  /** What the page's script asks the browser for. */
  router.post(`${path}/options`, async (ctx: Context) => {
    const visit = await loadVisit(parts, ctx);
    await readForm(ctx, []);
    ctx.set('Cache-Control', 'no-store');
    ctx.body = await signIn.askForNewPasskey(visit.context, ctx.state.origin);
  });

  router.post(path, async (ctx: Context) => {
    const visit = await loadVisit(parts, ctx);
    const answer = await readForm(ctx, ['response', 'name']);
    const step = await signIn.next(visit.context, ctx.state.origin);
    if (step.step !== 'enrolment') return goOn(parts, ctx, visit, step);
    try {
      const codes = await signIn.confirmPasskeyEnrolment(visit.context, step, answer, ctx.state.origin);
      showRecoveryCodes(parts, ctx, visit, step.person, { method: 'passkey', codes });
    } catch (error) {
      const refusal = pages.refusalOf(ctx, error, ON_FORM);
      showPasskeyEnrolment(parts, ctx, visit, step.person, {
        name: answer.name.slice(0, 60),
        error: refusal,
      });
    }
  });
}

function showPasskeyEnrolment(
  { pages }: SignInParts,
  ctx: Context,
  visit: Visit,
  person: Person,
  form: { name: string; error: RefusalView | null },
): void {
  const action = `${visit.path}/enrol-passkey`;
  pages.show(
    ctx,
    'interaction/enrol-passkey',
    {
      ...form,
      passkey: { asks: 'create', action },
      totpUrl: visit.path,
      client: enteredClient(ctx, visit),
      person: faceOf(person),
    },
    { uiLocales: visit.interaction.uiLocales },
  );
}
