import { actorOf } from '../../domain/audit/audit-event.ts';
import { wordsMatcher } from '../../domain/directory/person-search.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import type { ListedMandate } from '../../domain/roles/mandate-service.ts';
import { translator } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import { roleName } from '../portal/role-names.ts';
import type { RefusalView } from '../view-models.ts';
import type { WebParts } from '../web-parts.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { choiceFrom, listAddress, PAGE_SIZE, textFrom } from './list-query.ts';
import { MANDATE_STATES, type MandateLine, type MandateState, type MandatesView } from './mandates-view.ts';
import { lastMomentOf } from './role-grant-words.ts';

const PATH = '/admin/mandates';
const SHOWN: readonly ErrorCode[] = ['mandate_not_found'];

type Parts = Pick<WebParts, 'mandates' | 'stores' | 'pages' | 'clock'>;

/** `/admin/mandates`: who acts for whom, by whose decision, and ending one early. */
export function mandatePages(parts: Parts): ConsolePage[] {
  return [
    page('/mandates', 'roles:read', (visit, ctx) => showMandates(parts, visit, ctx)),
    page('/mandates/:id/end', 'roles:write', (visit, ctx) => showConfirm(parts, visit, ctx)),
    action('/mandates/:id/end', 'roles:write', { fields: [] }, async (visit, ctx) => {
      const { id } = await findMandate(parts, visit, ctx);
      try {
        await parts.mandates.end(visit.actor, id);
      } catch (error) {
        return showConfirm(parts, visit, ctx, parts.pages.refusalOf(ctx, error, SHOWN));
      }
      leadTo(ctx, `${PATH}?notice=ended`);
    }),
  ];
}

async function showMandates(parts: Parts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { mandates, pages, clock } = parts;
  const [text, state = 'open'] = [textFrom(ctx, 'q'), choiceFrom(ctx, 'state', MANDATE_STATES)];
  const bears = wordsMatcher(text ?? '');
  const lineOf = await liner(parts, visit);
  const lines = (await mandates.list(undefined, visit.extent))
    .filter((each) => bears([each.mandatorName, each.deputyName, each.decision, ...each.roles]))
    .filter((each) => state === 'all' || isOver(stateOf(each, clock.now())) === (state === 'over'));
  const given = Number(ctx.query.from);
  const from = Number.isInteger(given) && given > 0 ? given : 0;
  const shown = lines.slice(from, from + PAGE_SIZE);
  const address = (place: number) =>
    listAddress(PATH, { q: text, state, from: place <= 0 ? undefined : String(place) });
  const model: MandatesView = {
    ...visit.frame,
    notice: choiceFrom(ctx, 'notice', ['ended'] as const) ?? null,
    search: { text: text ?? '', state },
    mandates: shown.map(lineOf),
    canEnd: visit.rights.permissions.has('roles:write'),
    paging: {
      from: shown.length === 0 ? 0 : from + 1,
      to: from + shown.length,
      total: lines.length,
      precision: 'exact',
      previous: from === 0 ? null : address(from - PAGE_SIZE),
      next: from + PAGE_SIZE < lines.length ? address(from + PAGE_SIZE) : null,
    },
  };
  pages.show(ctx, 'admin/mandates', model, { csrf: visit.csrfToken });
}

async function showConfirm(
  parts: Parts,
  visit: ConsoleVisit,
  ctx: Context,
  error: RefusalView | null = null,
): Promise<void> {
  const found = await findMandate(parts, visit, ctx);
  const mandate = (await liner(parts, visit))(found);
  const model = { ...visit.frame, error, mandate };
  parts.pages.show(ctx, 'admin/mandate-confirm', model, { csrf: visit.csrfToken });
}

/** The one of an address, within the extent, while it is not over. @throws mandate_not_found */
async function findMandate(
  { mandates, clock }: Parts,
  { extent }: ConsoleVisit,
  ctx: Context,
): Promise<ListedMandate> {
  const id = String(ctx.params.id);
  const found = (await mandates.list(undefined, extent)).find((each) => each.id === id);
  if (found === undefined || isOver(stateOf(found, clock.now())))
    throw new DomainError('mandate_not_found', { mandate: id });
  return found;
}

/** Draws mandates in the language of a visit: names for roles, systems and whoever entered them. */
async function liner(
  { stores, clock }: Parts,
  { lang }: ConsoleVisit,
): Promise<(mandate: ListedMandate) => MandateLine> {
  const t = translator(lang);
  const roles = new Map((await stores.roles.listRoles()).map((role) => [role.id, role]));
  const clients = new Map((await stores.clients.list()).map((client) => [client.id, client]));
  return (mandate) => {
    const actor = actorOf(mandate.enteredBy);
    const byParty = { [mandate.mandatorId]: mandate.mandatorName, [mandate.deputyId]: mandate.deputyName };
    return {
      id: mandate.id,
      mandator: mandate.mandatorName,
      deputy: mandate.deputyName,
      roles: mandate.roleIds.flatMap((id) => {
        const role = roles.get(id);
        const client = role && clients.get(role.clientId);
        return role === undefined
          ? []
          : [`${roleName(role, lang)} (${client === undefined ? role.clientId : titleOf(client, lang)})`];
      }),
      from: mandate.from,
      until: lastMomentOf(mandate.endedAt ?? mandate.until),
      decision: mandate.decision,
      reason: mandate.reason,
      author:
        actor?.kind === 'person' ? (byParty[actor.id] ?? t('mandates.administrator')) : t('roles.byOperator'),
      createdAt: mandate.createdAt,
      state: stateOf(mandate, clock.now()),
    };
  };
}

function stateOf({ from, until, endedAt }: ListedMandate, now: Date): MandateState {
  if (endedAt !== null && endedAt <= now) return 'ended';
  if (until <= now) return 'over';
  return from > now ? 'upcoming' : 'open';
}

function isOver(state: MandateState): boolean {
  return state === 'over' || state === 'ended';
}
