import type Router from '@koa/router';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import { keptDevice } from '../interaction/device-cookie.ts';
import { newPasswordProblems } from '../password/new-password.ts';
import { answerStrength } from '../password/strength.ts';
import type { PasswordFieldError } from '../view-models.ts';
import { freshVisit } from './fresh-visit.ts';
import type { PortalVisit } from './portal-visit.ts';
import { backWith, type SecurityParts } from './security-page.ts';

const PATH = '/security/password';
const FIELDS = [
  'csrf',
  'current_password',
  'new_password',
  'confirm_password',
  'typed_on_purpose',
  'others',
] as const;
/** What is wrong with the current password, or with trying it. */
const REFUSALS: readonly ErrorCode[] = ['sign_in_refused', 'network_paused', 'busy'];

/** `/security/password`: a new password, for which the current one is asked. */
export function securityPasswordRoutes(router: Router, parts: SecurityParts): void {
  const { ownAccount, passwords, sessions, pages, csrf } = parts;

  router.get(PATH, async (ctx: Context) => {
    const visit = await freshVisit(parts, ctx, PATH + ctx.search);
    if (visit !== undefined) await show(ctx, visit, []);
  });

  router.post(PATH, async (ctx: Context) => {
    const form = await readForm(ctx, FIELDS);
    const visit = await freshVisit(parts, ctx, PATH);
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    const problems = await problemsOf(ctx, visit, form);
    if (problems.length > 0) return show(ctx, visit, problems);
    if (form.others === 'yes')
      await ownAccount.endSessions(
        visit.record.person,
        { chosen: null, kept: visit.sessionUid },
        ctx.state.origin,
      );
    backWith(ctx, 'password');
  });

  router.post(`${PATH}/strength`, async (ctx: Context) => {
    const { csrf: token, new_password: password } = await readForm(ctx, ['csrf', 'new_password']);
    const visit = await freshVisit(parts, ctx, PATH);
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, token);
    answerStrength(ctx, await passwords.weigh(visit.record.person, password));
  });

  async function problemsOf(
    ctx: Context,
    { record: { person } }: PortalVisit,
    form: Record<(typeof FIELDS)[number], string>,
  ): Promise<PasswordFieldError[]> {
    const current = form.current_password;
    const device = keptDevice(ctx, parts.issuer);
    try {
      return await newPasswordProblems(ctx, pages, form, (chosen) =>
        ownAccount.changePassword(person, { current, chosen, device }, ctx.state.origin),
      );
    } catch (error) {
      return [{ field: 'current_password', code: pages.refusalOf(ctx, error, REFUSALS).code }];
    }
  }

  async function show(ctx: Context, visit: PortalVisit, errors: PasswordFieldError[]): Promise<void> {
    const { person } = visit.record;
    const model = {
      ...visit.frame,
      login: person.email ?? person.employeeNo ?? '',
      errors,
      supportCode: errors.length > 0 ? ctx.state.origin.supportCode : null,
      minimumLength: (await passwords.requirements(person)).minimumLength,
      isAfterNotMe: ctx.query.after === 'not-me',
      otherSessions: (await sessions.listOpen(person.id)).length - 1,
    };
    pages.show(ctx, 'portal/security-password', model, { csrf: visit.csrfToken });
  }
}
