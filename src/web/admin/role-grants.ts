import { daysAfter } from '../../domain/clock.ts';
import { readsRolesOf } from '../../domain/directory/readable-extent.ts';
import type { RoleGrantFacts } from '../../domain/overview/role-grant-overview.ts';
import { HOLDER_KINDS, type HolderKind } from '../../domain/overview/role-overview-store.ts';
import type { RoleGrant } from '../../domain/roles/role-grant.ts';
import type { Context } from '../context.ts';
import { roleName } from '../portal/role-names.ts';
import type { WebParts } from '../web-parts.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import {
  choiceFrom,
  type Filters,
  listAddress,
  PAGE_SIZE,
  type PagingView,
  pageFrom,
  pagingOf,
} from './list-query.ts';
import { grantLinks } from './role-grant-links.ts';
import { lastMomentOf, roleGrantWords } from './role-grant-words.ts';
import {
  GRANTS_PATH,
  type GrantFilters,
  grantFiltersFrom,
  grantQuestionOf,
  SHOWN_STATES,
} from './role-grants-question.ts';
import { GRANT_NOTICES, type GrantState, type RoleGrantsView } from './role-grants-view.ts';
import { type ExportView, exportViews } from './table-export.ts';

const SOON_DAYS = 30;

export type RoleGrantParts = Pick<WebParts, 'roleGrantOverview' | 'roles' | 'stores' | 'pages' | 'clock'>;

/** `/admin/role-grants`: who was given what, each as a sentence. */
export function roleGrantListPages(parts: RoleGrantParts): ConsolePage[] {
  return [page('/role-grants', 'roles:read', (visit, ctx) => showRoleGrants(parts, visit, ctx))];
}

async function showRoleGrants(parts: RoleGrantParts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { stores, pages, clock } = parts;
  const filters = grantFiltersFrom(ctx);
  const address = (changes: Filters) => listAddress(GRANTS_PATH, { ...filters, ...changes });
  const { listed, words, facts, chosen, paging } = await readList(parts, visit, ctx, { filters, address });
  const now = clock.now();
  const clients = (await stores.clients.list()).filter(({ id }) => readsRolesOf(visit.extent, id));
  const model: RoleGrantsView = {
    ...visit.frame,
    notice: choiceFrom(ctx, 'notice', GRANT_NOTICES) ?? null,
    exports: exportsOf(filters, visit),
    canGrant: visit.rights.permissions.has('roles:write'),
    search: {
      text: filters.q ?? '',
      client: filters.client ?? '',
      kind: filters.kind ?? '',
      state: filters.state ?? 'standing',
      role: filters.role ?? '',
      unit: filters.unit ?? '',
    },
    clients: clients.map(({ id }) => ({ value: id, text: words.clientTitle(id) })),
    kinds: HOLDER_KINDS.map((value) => ({ value, text: `grants.kind.${value}` as const })),
    states: SHOWN_STATES.map((value) => ({ value, text: `grants.filter.${value}` as const })),
    chosen: chosen.map(({ filter, name }) => ({ name, without: address({ [filter]: undefined }) })),
    roleGrants: listed.map((each) => ({
      id: each.id,
      kind: kindOf(each),
      sentence: words.of(each).sentence,
      links: grantLinks(each, facts, visit),
      author: words.author(each.grantedBy),
      createdAt: each.createdAt,
      ...(filters.state === 'waiting' ? { state: 'waiting' as const, on: null } : stateOf(each, now)),
    })),
    paging,
  };
  pages.show(ctx, 'admin/role-grants', model, { csrf: visit.csrfToken });
}

/** What waits is no role grant yet. */
function exportsOf(filters: GrantFilters, { rights }: ConsoleVisit): ExportView[] {
  if (filters.state === 'waiting' || !rights.reading.everywhere.has('roles:read')) return [];
  return exportViews((format) => listAddress(`${GRANTS_PATH}/export`, { ...filters, format }));
}

interface ReadList {
  listed: readonly RoleGrant[];
  words: ReturnType<typeof roleGrantWords>;
  facts: RoleGrantFacts;
  /** The only role and unit that are listed, by name. */
  chosen: { filter: 'role' | 'unit'; name: string }[];
  paging: PagingView;
}

async function readList(
  { roleGrantOverview, roles, stores }: RoleGrantParts,
  visit: ConsoleVisit,
  ctx: Context,
  { filters, address }: { filters: GrantFilters; address: (changes: Filters) => string },
): Promise<ReadList> {
  const { extent, lang } = visit;
  if (filters.state === 'waiting') {
    const waiting = (await roles.listWaiting(extent)).map(({ roleGrant }) => roleGrant);
    const facts = await roleGrantOverview.factsOf(waiting);
    const words = roleGrantWords(facts, lang);
    const total = waiting.length;
    const paging = {
      from: Math.min(1, total),
      to: total,
      total,
      previous: null,
      next: null,
      precision: 'exact' as const,
    };
    return { listed: waiting, words, facts, chosen: [], paging };
  }
  const { question, role, unit } = await grantQuestionOf(filters, { stores, extent });
  const asked = pageFrom(ctx);
  const query = { ...question, limit: PAGE_SIZE, ...asked };
  const { roleGrants, facts, total, next } = await roleGrantOverview.list(query, extent);
  const ids = roleGrants.map(({ id }) => id);
  const chosen = [
    ...(role === undefined ? [] : [{ filter: 'role' as const, name: roleName(role, lang) }]),
    ...(unit === undefined ? [] : [{ filter: 'unit' as const, name: unit.name }]),
  ];
  const paging = pagingOf(asked, { ids, next, total }, address);
  return { listed: roleGrants, words: roleGrantWords(facts, lang), facts, chosen, paging };
}

/** By what a role grant finds its holders. */
export function kindOf({ personId, positionId, unitId }: RoleGrant): HolderKind {
  if (personId !== null) return 'person';
  return positionId !== null ? 'position' : unitId !== null ? 'unit' : 'category';
}

/** Whether a role grant counts, and the day that matters most about it. */
export function stateOf(
  { from, until, revokedAt }: RoleGrant,
  now: Date,
): { state: GrantState; on: Date | null } {
  if (revokedAt !== null) return { state: 'revoked', on: revokedAt };
  if (until !== null && until <= now) return { state: 'over', on: lastMomentOf(until) };
  if (from !== null && from > now) return { state: 'upcoming', on: from };
  if (until !== null && until <= daysAfter(now, SOON_DAYS))
    return { state: 'ending', on: lastMomentOf(until) };
  return { state: 'standing', on: null };
}
