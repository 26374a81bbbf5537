import { daysAfter } from '../../domain/clock.ts';
import { namedUnits, readsRolesOf } from '../../domain/directory/readable-extent.ts';
import { getUnit } from '../../domain/directory/unit-lookup.ts';
import type { RoleGrantFacts } from '../../domain/overview/role-grant-overview.ts';
import {
  HOLDER_KINDS,
  type HolderKind,
  ROLE_GRANT_STATES,
} from '../../domain/overview/role-overview-store.ts';
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
  textFrom,
} from './list-query.ts';
import { grantLinks } from './role-grant-links.ts';
import { lastMomentOf, roleGrantWords } from './role-grant-words.ts';
import { GRANT_NOTICES, type GrantState, type RoleGrantsView } from './role-grants-view.ts';

export const GRANTS_PATH = '/admin/role-grants';
const SHOWN_STATES = [...ROLE_GRANT_STATES, 'waiting', 'all'] as const;
const SOON_DAYS = 30;

export type RoleGrantParts = Pick<WebParts, 'roleGrantOverview' | 'roles' | 'stores' | 'pages' | 'clock'>;

/** `/admin/role-grants`: who was given what, each as a sentence. */
export function roleGrantListPages(parts: RoleGrantParts): ConsolePage[] {
  return [page('/role-grants', 'roles:read', (visit, ctx) => showRoleGrants(parts, visit, ctx))];
}

async function showRoleGrants(parts: RoleGrantParts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { stores, pages, clock } = parts;
  const filters = {
    q: textFrom(ctx, 'q'),
    client: textFrom(ctx, 'client'),
    role: textFrom(ctx, 'role'),
    unit: textFrom(ctx, 'unit'),
    kind: choiceFrom(ctx, 'kind', HOLDER_KINDS),
    state: choiceFrom(ctx, 'state', SHOWN_STATES),
  };
  const address = (changes: Filters) => listAddress(GRANTS_PATH, { ...filters, ...changes });
  const { listed, words, facts, chosen, paging } = await readList(parts, visit, ctx, { filters, address });
  const now = clock.now();
  const clients = (await stores.clients.list()).filter(({ id }) => readsRolesOf(visit.extent, id));
  const model: RoleGrantsView = {
    ...visit.frame,
    notice: choiceFrom(ctx, 'notice', GRANT_NOTICES) ?? null,
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
  {
    filters: { q, client, role, unit, kind, state = 'standing' },
    address,
  }: {
    filters: {
      q: string | undefined;
      client: string | undefined;
      role: string | undefined;
      unit: string | undefined;
      kind: HolderKind | undefined;
      state: (typeof SHOWN_STATES)[number] | undefined;
    };
    address: (changes: Filters) => string;
  },
): Promise<ReadList> {
  const { extent, lang } = visit;
  if (state === 'waiting') {
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
  const [roleClient = '', roleCode = ''] = role?.split(':') ?? [];
  const found = role === undefined ? undefined : await stores.roles.findRole(roleClient, roleCode);
  const named = unit === undefined ? [] : namedUnits(await stores.directory.listUnits(), extent);
  const within = unit === undefined ? undefined : getUnit(named, unit);
  const asked = pageFrom(ctx);
  const query = {
    text: q,
    clientId: client,
    roleId: found?.id,
    unitId: within?.id,
    kind,
    state: state === 'all' ? undefined : state,
    limit: PAGE_SIZE,
    ...asked,
  };
  const { roleGrants, facts, total, next } = await roleGrantOverview.list(query, extent);
  const ids = roleGrants.map(({ id }) => id);
  const chosen = [
    ...(found === undefined ? [] : [{ filter: 'role' as const, name: roleName(found, lang) }]),
    ...(within === undefined ? [] : [{ filter: 'unit' as const, name: within.name }]),
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
