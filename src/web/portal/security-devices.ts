import type Router from '@koa/router';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import { portalVisit } from './portal-visit.ts';
import { backWith, type SecurityParts } from './security-page.ts';
import { referenceTo } from './security-rows.ts';

const ONE = '/security/devices/forget';
const ALL = '/security/devices/forget-all';

/** Forgetting browsers that stand in for a code. It only takes away, so it asks for no fresh sign-in. */
export function securityDeviceRoutes(router: Router, parts: SecurityParts): void {
  const { devices, ownAccount, pages, csrf } = parts;

  router.post(ONE, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf', 'device']);
    const visit = await portalVisit(parts, ctx, '/security');
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    const { person } = visit.record;
    const known = (await devices.listOf(person.id)).map(({ id }) => id);
    const chosen = known.filter((id) => referenceTo(id) === form.device);
    await ownAccount.forgetDevices(person, chosen, ctx.state.origin);
    backWith(ctx, 'forgotten');
  });

  router.get(ALL, async (ctx: Context) => {
    const visit = await portalVisit(parts, ctx);
    if (visit === undefined) return;
    const count = (await devices.listOf(visit.record.person.id)).length;
    const model = {
      ...visit.frame,
      title: 'security.forgetAllTitle',
      text: 'security.forgetAllText',
      params: { count },
      action: ALL,
      hidden: {},
      submit: 'security.forgetAll',
      other: null,
      isDanger: true,
    } as const;
    pages.show(ctx, 'portal/security-confirm', model, { csrf: visit.csrfToken });
  });

  router.post(ALL, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf']);
    const visit = await portalVisit(parts, ctx, ALL);
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    await ownAccount.forgetDevices(visit.record.person, null, ctx.state.origin);
    backWith(ctx, 'forgotten');
  });
}
