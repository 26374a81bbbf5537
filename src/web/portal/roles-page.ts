import type Router from '@koa/router';
import type { Client } from '../../domain/clients/client.ts';
import { dayOf } from '../../domain/clock.ts';
import type { PersonRecord } from '../../domain/directory/person-record.ts';
import { DomainError } from '../../domain/errors.ts';
import { parseMoment } from '../../domain/roles/parse-period.ts';
import type { Context } from '../context.ts';
import { preferencesOf } from '../preferences.ts';
import type { WebParts } from '../web-parts.ts';
import { portalVisit } from './portal-visit.ts';
import { granterIds, roleNames } from './role-names.ts';
import { clientViews, type RolesAnswer, type RolesQuestion } from './roles-view.ts';

type Parts = Pick<
  WebParts,
  'issuer' | 'provider' | 'sessions' | 'stores' | 'roles' | 'pages' | 'csrf' | 'clock' | 'ids'
>;

/** `/roles`: which roles the person of the session holds on a day, and why; nobody else's can be asked for. */
export function rolesRoutes(router: Router, parts: Parts): void {
  const { stores, roles, pages, clock } = parts;

  router.get('/roles', async (ctx: Context) => {
    const visit = await portalVisit(parts, ctx);
    if (visit === undefined) return;
    const { record, frame, csrfToken } = visit;
    const question = { at: textOf(ctx.query.at), role: textOf(ctx.query.role) };
    const now = clock.now();
    const at = momentOf(question.at, now);
    if (at === undefined) ctx.status = 400;
    const shown = at === undefined ? question.at.slice(0, 40) : dayOf(at);
    const answer = at === undefined ? null : await answerOf(record, { question, at, now }, ctx);
    pages.show(ctx, 'portal/roles', { ...frame, at: shown, answer }, { csrf: csrfToken });
  });

  async function answerOf(
    record: PersonRecord,
    { question, at, now }: { question: RolesQuestion; at: Date; now: Date },
    ctx: Context,
  ): Promise<RolesAnswer> {
    const { lang } = preferencesOf(ctx);
    const explanation = await roles.explainEverywhere(record, at);
    const clients = await stores.clients.list();
    const granters = await stores.directory.listStandings(granterIds(explanation));
    const names = roleNames(record.person, {
      facts: explanation.facts,
      clients,
      granters: granters.map(({ person }) => person),
      lang,
    });
    const held = clients.filter(({ id }) => explanation.clients.has(id));
    const views = clientViews(explanation, { clients: held, owners: await ownersOf(held), question }, names);
    const roleCount = [...explanation.clients.values()].reduce((sum, { roles }) => sum + roles.length, 0);
    return { at, when: whenOf(at, now), roleCount, clients: views };
  }

  /** Names of the units that are registered as owners, by client id; a unit that is not there any more is none. */
  async function ownersOf(clients: readonly Client[]): Promise<Map<string, string>> {
    if (clients.every(({ metadata }) => metadata.owner_unit === undefined)) return new Map();
    const units = await stores.directory.listUnits();
    const named = clients.flatMap(({ id, metadata }) => {
      const owner = units.find(({ code }) => code === metadata.owner_unit);
      return owner === undefined ? [] : [[id, owner.name] as const];
    });
    return new Map(named);
  }
}

/** Undefined for what is no day; an empty field means now, as today's day does. */
function momentOf(text: string, now: Date): Date | undefined {
  if (text === '') return now;
  try {
    const at = parseMoment(text, now);
    return dayOf(at) === text ? at : undefined;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'period_invalid') return undefined;
    throw error;
  }
}

function whenOf(at: Date, now: Date): RolesAnswer['when'] {
  if (dayOf(at) === dayOf(now)) return 'today';
  return at < now ? 'past' : 'future';
}

/** A parameter of the address; one that comes twice says nothing that can be read. */
function textOf(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(' ') : (value ?? '');
}
