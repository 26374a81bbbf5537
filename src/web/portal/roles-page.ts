import type Router from '@koa/router';
import { dayOf } from '../../domain/clock.ts';
import { DomainError } from '../../domain/errors.ts';
import { parseMoment } from '../../domain/roles/parse-period.ts';
import type { Context } from '../context.ts';
import { preferencesOf } from '../preferences.ts';
import type { WebParts } from '../web-parts.ts';
import { portalVisit } from './portal-visit.ts';
import { rolesAnswer } from './roles-answer.ts';

type Parts = Pick<
  WebParts,
  'issuer' | 'provider' | 'sessions' | 'stores' | 'roles' | 'pages' | 'csrf' | 'clock' | 'ids'
>;

/** `/roles`: which roles the person of the session holds on a day, and why; nobody else's can be asked for. */
export function rolesRoutes(router: Router, parts: Parts): void {
  const { pages, clock } = parts;

  router.get('/roles', async (ctx: Context) => {
    const visit = await portalVisit(parts, ctx);
    if (visit === undefined) return;
    const { record, frame, csrfToken } = visit;
    const question = { at: textOf(ctx.query.at), role: textOf(ctx.query.role), page: '/roles' };
    const now = clock.now();
    const at = momentOf(question.at, now);
    if (at === undefined) ctx.status = 400;
    const shown = at === undefined ? question.at.slice(0, 40) : dayOf(at);
    const { lang } = preferencesOf(ctx);
    const answer = at === undefined ? null : await rolesAnswer(parts, record, { question, at, now, lang });
    pages.show(ctx, 'portal/roles', { ...frame, at: shown, answer }, { csrf: csrfToken });
  });
}

/**
 * The moment that an address asks about.
 * @returns undefined for what is no day; an empty field means now, as today's day does
 */
export function momentOf(text: string, now: Date): Date | undefined {
  if (text === '') return now;
  try {
    const at = parseMoment(text, now);
    return dayOf(at) === text ? at : undefined;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'period_invalid') return undefined;
    throw error;
  }
}

/** A parameter of the address; one that comes twice says nothing that can be read. */
function textOf(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(' ') : (value ?? '');
}
