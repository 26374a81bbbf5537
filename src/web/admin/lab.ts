import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import type { WebParts } from '../web-parts.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { LAB_NOTICES, labView } from './lab-view.ts';

type Parts = Pick<WebParts, 'integrationLab' | 'pages'>;

/** `/admin/clients/:id/lab`: what a relying party does right, by its test sign-ins and by trying its logout receiver. */
export function labPages(parts: Parts): ConsolePage[] {
  return [
    page('/clients/:id/lab', 'clients:read', (visit, ctx) => showLab(parts, visit, ctx)),
    action('/clients/:id/lab/open', 'clients:write', { fields: [] }, async (visit, ctx) => {
      const id = idIn(ctx);
      await parts.integrationLab.open(id, visit.actor);
      leadTo(ctx, `${addressOf(id)}?notice=watching`);
    }),
    action('/clients/:id/lab/run', 'clients:write', { fields: [] }, async (visit, ctx) => {
      const id = idIn(ctx);
      const isDone = await parts.integrationLab.run(id, visit.actor);
      leadTo(ctx, `${addressOf(id)}?notice=${isDone ? 'ran' : 'busy'}`);
    }),
  ];
}

async function showLab({ integrationLab, pages }: Parts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const state = await integrationLab.look(idIn(ctx), visit.extent);
  const notice = LAB_NOTICES.find((each) => each === ctx.query.notice) ?? null;
  const mayRun = visit.rights.permissions.has('clients:write');
  const model = { ...visit.frame, ...labView(state, visit.lang), notice, mayRun };
  pages.show(ctx, 'admin/client-lab', model, { csrf: visit.csrfToken });
}

function idIn(ctx: Context): string {
  return String(ctx.params.id);
}

function addressOf(id: string): string {
  return `/admin/clients/${encodeURIComponent(id)}/lab`;
}
