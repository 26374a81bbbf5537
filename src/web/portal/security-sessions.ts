import type Router from '@koa/router';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import { portalVisit } from './portal-visit.ts';
import { backWith, type SecurityParts } from './security-page.ts';
import { referenceTo } from './security-rows.ts';

/**
 * `/security/sessions/end`, `/security/sign-out`. Ending sessions asks for no fresh sign-in: whoever fears for the
 * account must not be held up.
 */
export function securitySessionRoutes(router: Router, parts: SecurityParts): void {
  const { sessions, ownAccount, pages, csrf } = parts;

  router.post(`/security/sessions/end`, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf', 'session']);
    const visit = await portalVisit(parts, ctx, '/security');
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    const { person } = visit.record;
    const open = await sessions.listOpen(person.id);
    const chosen = open.map(({ uid }) => uid).filter((uid) => referenceTo(uid) === form.session);
    await ownAccount.endSessions(person, { chosen, kept: null }, ctx.state.origin);
    backWith(ctx, 'ended');
  });

  router.get(`/security/sign-out`, async (ctx: Context) => {
    const visit = await portalVisit(parts, ctx);
    if (visit === undefined) return;
    const count = (await sessions.listOpen(visit.record.person.id)).length;
    const model = {
      ...visit.frame,
      title: 'security.everywhereTitle',
      text: 'security.everywhereText',
      params: { count },
      action: `/security/sign-out`,
      hidden: {},
      submit: 'security.everywhereSubmit',
      other: count > 1 ? 'security.othersSubmit' : null,
      isDanger: true,
    } as const;
    pages.show(ctx, 'portal/security-confirm', model, { csrf: visit.csrfToken });
  });

  router.post(`/security/sign-out`, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf', 'only']);
    const visit = await portalVisit(parts, ctx, `/security/sign-out`);
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    const kept = form.only === 'others' ? visit.sessionUid : null;
    await ownAccount.endSessions(visit.record.person, { chosen: null, kept }, ctx.state.origin);
    if (kept !== null) return backWith(ctx, 'ended');
    ctx.status = 303;
    ctx.redirect('/signed-out');
  });
}
