import type Router from '@koa/router';
import type { Person } from '../../domain/directory/person.ts';
import type { Context } from '../context.ts';
import { type NewPasswordProblems, newPasswordProblems, readNewPassword } from '../password/new-password.ts';
import { faceOf, goOn, loadVisit, type SignInParts, type Visit } from './visit.ts';

/** The step of a sign-in whose password has to be replaced. */
export function changePasswordRoutes(router: Router, parts: SignInParts): void {
  const { signIn, pages } = parts;

  router.get('/interaction/:uid/change-password', async (ctx: Context) => {
    ctx.redirect(`/interaction/${ctx.params.uid}`);
  });

  router.post('/interaction/:uid/change-password', async (ctx: Context) => {
    const visit = await loadVisit(parts, ctx);
    const fields = await readNewPassword(ctx);
    const step = await signIn.next(visit.context, ctx.state.origin);
    if (step.step !== 'change-password') return goOn(parts, ctx, visit, step);
    const problems = await newPasswordProblems(ctx, pages, fields, async (password) => {
      const next = await signIn.submitNewPassword(visit.context, step, password, ctx.state.origin);
      await goOn(parts, ctx, visit, next);
    });
    if (problems.length > 0) await showChangePassword(parts, ctx, visit, step.person, problems);
  });
}

export async function showChangePassword(
  { pages, passwords }: SignInParts,
  ctx: Context,
  { path, interaction }: Visit,
  person: Person,
  errors: NewPasswordProblems,
): Promise<void> {
  pages.show(
    ctx,
    'interaction/change-password',
    {
      action: `${path}/change-password`,
      ...(await passwords.requirements(person)),
      errors,
      supportCode: errors.length > 0 ? ctx.state.origin.supportCode : null,
      person: faceOf(person),
    },
    { uiLocales: interaction.uiLocales },
  );
}
