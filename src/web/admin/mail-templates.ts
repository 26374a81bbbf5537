import { MAIL_TEMPLATES, type MailTemplate } from '../../domain/deliveries/delivery.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import { contentSecurityPolicy } from '../middleware/security-headers.ts';
import type { WebParts } from '../web-parts.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { choiceFrom } from './list-query.ts';
import { MAIL_NOTICES, type MailTemplateView } from './mail-templates-view.ts';

const PATH = '/admin/mail-templates';
/** A letter brings its own styles; nothing of it runs, loads or leads anywhere. */
const LETTER_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

type Parts = Pick<WebParts, 'letters' | 'sampleLetters' | 'mailFrom' | 'pages'>;

/** `/admin/mail-templates`: every letter that the product sends, as it is sent, with made-up facts. */
export function mailTemplatePages(parts: Parts): ConsolePage[] {
  return [
    page('/mail-templates', 'system:read', async (visit, ctx) => {
      const letters = MAIL_TEMPLATES.map((name) => ({ name, subject: drawn(parts, name).subject }));
      parts.pages.show(ctx, 'admin/mail-templates', { ...visit.frame, letters });
    }),
    page('/mail-templates/:name', 'system:read', async (visit, ctx) => show(parts, visit, ctx)),
    page('/mail-templates/:name/html', 'system:read', async (_, ctx) => {
      const { html } = drawn(parts, templateIn(ctx));
      ctx.type = 'html';
      ctx.set({
        'Content-Security-Policy': LETTER_POLICY,
        'X-Frame-Options': 'SAMEORIGIN',
        'Cache-Control': 'no-store',
      });
      ctx.body = html;
    }),
    action('/mail-templates/:name', 'system:write', { fields: [] }, async (visit, ctx) => {
      const name = templateIn(ctx);
      await parts.sampleLetters.send(name, visit.record.person);
      leadTo(ctx, `${PATH}/${name}?notice=sent`);
    }),
  ];
}

function show(parts: Parts, visit: ConsoleVisit, ctx: Context): void {
  const name = templateIn(ctx);
  const { subject, text } = drawn(parts, name);
  const maySend = visit.rights.permissions.has('system:write');
  const model: MailTemplateView = {
    ...visit.frame,
    notice: choiceFrom(ctx, 'notice', MAIL_NOTICES) ?? null,
    name,
    from: parts.mailFrom,
    subject,
    text,
    htmlAddress: `${PATH}/${name}/html`,
    sendTo: maySend ? visit.record.person.email : null,
  };
  parts.pages.show(ctx, 'admin/mail-template', model, { csrf: visit.csrfToken });
  ctx.set('Content-Security-Policy', `${contentSecurityPolicy()}; frame-src 'self'`);
}

function drawn({ letters, sampleLetters }: Parts, name: MailTemplate) {
  return letters(name, sampleLetters.factsOf(name));
}

/** @throws not_found */
function templateIn(ctx: Context): MailTemplate {
  const found = MAIL_TEMPLATES.find((each) => each === ctx.params.name);
  if (found === undefined) throw new DomainError('not_found');
  return found;
}
