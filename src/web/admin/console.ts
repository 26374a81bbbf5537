import type Router from '@koa/router';
import type { Context } from '../context.ts';
import { type PostedForm, readPostedForm } from '../form.ts';
import { readFormWithFile } from '../read-files.ts';
import type { WebParts } from '../web-parts.ts';
import { auditPages } from './audit.ts';
import { signInFailurePages } from './audit-record.ts';
import { clientPages } from './clients.ts';
import { type ConsolePage, whole } from './console-page.ts';
import { consoleVisit } from './console-visit.ts';
import { hrImportPages } from './hr-imports.ts';
import { keyPages } from './keys.ts';
import { labPages } from './lab.ts';
import { logoutPages } from './logouts.ts';
import { mailTemplatePages } from './mail-templates.ts';
import { mailboxPages } from './mailboxes.ts';
import { overviewPages } from './overview.ts';
import { peoplePages } from './people.ts';
import { personPages } from './person.ts';
import { positionPages } from './positions.ts';
import { rolePages } from './roles.ts';
import { searchPages } from './search.ts';
import { sessionPages } from './sessions.ts';
import { settingsPages } from './settings.ts';
import { trustPages } from './trust.ts';
import { unitPages } from './unit.ts';
import { unitsPages } from './units.ts';

/** Every page and form of the console. */
export function consolePages(parts: WebParts): ConsolePage[] {
  return [
    ...overviewPages(parts),
    ...searchPages(parts),
    ...peoplePages(parts),
    ...personPages(parts),
    ...unitsPages(parts),
    ...unitPages(parts),
    ...positionPages(parts),
    ...mailboxPages(parts),
    ...hrImportPages(parts),
    ...clientPages(parts),
    ...labPages(parts),
    ...rolePages(parts),
    // An event, a session or a message may be of anybody.
    ...[...auditPages(parts), ...sessionPages(parts), ...logoutPages(parts)].map(whole),
    ...signInFailurePages(parts),
    ...trustPages(parts),
    ...keyPages(parts),
    ...settingsPages(parts),
    ...mailTemplatePages(parts),
  ];
}

/** `/admin/…`: what a page declares is checked here, and nowhere else. */
export function consoleRoutes(router: Router, parts: WebParts): void {
  for (const each of consolePages(parts)) {
    router[each.method](`/admin${each.path}`, async (ctx: Context) => {
      const isForm = each.method === 'post' && !each.takesFiles;
      const carriesFile = each.fileBytes > 0 && ctx.is('multipart/form-data') !== false;
      const names = ['csrf', ...each.fields];
      const small =
        isForm && !carriesFile ? await readPostedForm(ctx, names, each.lists) : { fields: {}, lists: {} };
      const visit = await consoleVisit(parts, ctx, each, each.method === 'post' ? pageOf(ctx) : undefined);
      if (visit === undefined) return;
      // What is large is read once somebody known sends it.
      const form: PostedForm<string, string> = carriesFile
        ? await readFormWithFile(ctx, names, each.fileBytes)
        : small;
      if (isForm) parts.csrf.check(visit.sessionUid, form.fields.csrf ?? '');
      await each.handle(visit, ctx, form);
      if (each.method === 'post') parts.waitingWork.forget(visit.record.person.id);
    });
  }
}

/** The page that a form was sent from, for whoever has to sign in first; the start of the console otherwise. */
function pageOf(ctx: Context): string {
  const referrer = ctx.get('Referer');
  if (!URL.canParse(referrer)) return '/admin';
  const { origin, pathname, search } = new URL(referrer);
  return origin === ctx.origin && pathname.startsWith('/admin') ? pathname + search : '/admin';
}
