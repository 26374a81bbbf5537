import type Router from '@koa/router';
import { dayOf } from '../../domain/clock.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import { freshVisit } from './fresh-visit.ts';
import { ownData } from './own-data.ts';
import type { SecurityParts } from './security-page.ts';

const PATH = '/security/export';

/**
 * `/security/export`: everything about oneself as a file. The whole citizen id is in it, so it asks for a fresh sign-in, and
 * is told by mail.
 */
export function securityExportRoutes(router: Router, parts: SecurityParts): void {
  const { ownAccount, pages, csrf, clock } = parts;

  router.get(PATH, async (ctx: Context) => {
    const visit = await freshVisit(parts, ctx, PATH);
    if (visit === undefined) return;
    pages.show(ctx, 'portal/security-export', visit.frame, { csrf: visit.csrfToken });
  });

  router.post(PATH, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf']);
    const visit = await freshVisit(parts, ctx, PATH);
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    const { record } = visit;
    const data = await ownData(parts, record);
    await ownAccount.noteExport(record.person, ctx.state.origin);
    ctx.set('Cache-Control', 'no-store');
    ctx.attachment(`micconnect-${dayOf(clock.now())}.json`);
    ctx.type = 'application/json';
    ctx.body = `${JSON.stringify(data, null, 2)}\n`;
  });
}
