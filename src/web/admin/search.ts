import { OWN_CLIENT_ID } from '../../domain/clients/client-service.ts';
import { dayOf } from '../../domain/clock.ts';
import { wordsMatcher } from '../../domain/directory/person-search.ts';
import {
  type FoundEverywhere,
  type FoundFew,
  searchEverywhere,
} from '../../domain/overview/search-everywhere.ts';
import { roleLabel } from '../../domain/roles/separation-report.ts';
import { type Lang, translator } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import { roleName } from '../portal/role-names.ts';
import type { WebParts } from '../web-parts.ts';
import { clientAddress } from './client.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { listAddress, textFrom } from './list-query.ts';
import type { NavSection } from './navigation.ts';
import type { Found, FoundGroup, SearchView } from './search-view.ts';
import { findSupportCode } from './support-code.ts';
import { unitAddress } from './units.ts';

/** Of each kind: on the page, and under the box while somebody types. */
const [MOST, MOST_WHILE_TYPING] = [10, 4];

type Parts = Pick<WebParts, 'stores' | 'reading' | 'pages' | 'clock'>;

/** `/admin/search`: everything that the console can open, by its name, in one box. */
export function searchPages(parts: Parts): ConsolePage[] {
  return [
    page('/search', 'directory:read', async (visit, ctx) => {
      const text = textFrom(ctx, 'q') ?? '';
      const code = await findSupportCode(parts, visit, text);
      if (code !== undefined) return leadTo(ctx, code.address);
      const groups = text === '' ? [] : await findGroups(parts, visit, text, MOST);
      const model: SearchView = { ...visit.frame, text, groups };
      parts.pages.show(ctx, 'admin/search', model, { csrf: visit.csrfToken });
    }),
    page('/search/choices', 'directory:read', (visit, ctx) => offer(parts, visit, ctx)),
  ];
}

/** What the box offers while somebody types, as JSON: a code is offered and not opened, because opening is noted. */
async function offer(parts: Parts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const text = textFrom(ctx, 'q') ?? '';
  const t = translator(visit.lang);
  const code = await findSupportCode(parts, visit, text);
  const coded: FoundGroup[] =
    code === undefined
      ? []
      : [
          {
            title: 'search.codes',
            icon: 'lifebuoy',
            found: [{ name: code.code, detail: '', address: code.address }],
            more: null,
          },
        ];
  const groups = text === '' ? [] : [...coded, ...(await findGroups(parts, visit, text, MOST_WHILE_TYPING))];
  ctx.set('Cache-Control', 'no-store');
  ctx.body = { groups: groups.map(({ title, found }) => ({ title: t(title), found })) };
}

async function findGroups(
  { stores, reading, clock }: Parts,
  { extent, rights, record, frame, lang }: ConsoleVisit,
  text: string,
  most: number,
): Promise<FoundGroup[]> {
  const reader = { personId: record.person.id, reading: rights.reading };
  const readsRoles = rights.permissions.has('roles:read');
  const extents = {
    directory: extent,
    roles: readsRoles ? await reading.extentOf(reader, 'roles:read') : null,
  };
  const found = await searchEverywhere(stores, text, extents, { today: dayOf(clock.now()), most });
  const opensClients = rights.permissions.has('clients:read');
  return [...rowGroups(found, { text, lang, opensClients }), pagesFound(frame.navigation, text, lang)].filter(
    (group) => group.found.length > 0,
  );
}

function rowGroups(
  { people, units, positions, clients, roles }: FoundEverywhere,
  { text, lang, opensClients }: { text: string; lang: Lang; opensClients: boolean },
): FoundGroup[] {
  const at = (path: string) => listAddress(`/admin/${path}`, { q: text });
  return [
    groupOf({ title: 'console.people', icon: 'users', more: at('people') }, people, (person) => ({
      name: person.fullName,
      detail: [person.email, person.employeeNo].filter(Boolean).join(' · '),
      address: `/admin/people/${person.id}`,
    })),
    groupOf({ title: 'console.units', icon: 'sitemap', more: at('units') }, units, (unit) => ({
      name: unit.name,
      detail: unit.code,
      address: unitAddress(unit),
    })),
    groupOf(
      { title: 'console.positions', icon: 'briefcase', more: at('positions') },
      positions,
      ({ code, name }) => ({
        name,
        detail: '',
        address: `/admin/positions/${encodeURIComponent(code)}`,
      }),
    ),
    groupOf(
      { title: 'search.clients', icon: 'apps', more: opensClients ? at('clients') : '/admin/roles' },
      clients,
      (client) => ({
        name: titleOf(client, lang),
        detail: client.id,
        // The product has roles and no page of a relying system.
        address:
          opensClients && client.id !== OWN_CLIENT_ID
            ? clientAddress(client.id)
            : listAddress('/admin/roles', { client: client.id }),
      }),
    ),
    groupOf({ title: 'search.roles', icon: 'key', more: at('role-grants') }, roles, ({ role, client }) => ({
      name: roleName(role, lang),
      detail: titleOf(client, lang),
      address: listAddress('/admin/role-grants', { role: roleLabel(role) }),
    })),
  ];
}

function groupOf<Row>(
  { more, ...group }: Pick<FoundGroup, 'title' | 'icon'> & { more: string },
  { rows, hasMore }: FoundFew<Row>,
  show: (row: Row) => Found,
): FoundGroup {
  return { ...group, found: rows.map(show), more: hasMore ? more : null };
}

/** Pages of the console by their names; those that are closed to the visitor are not in her navigation. */
export function pagesFound(navigation: readonly NavSection[], text: string, lang: Lang): FoundGroup {
  const [t, matches] = [translator(lang), wordsMatcher(text)];
  const found = navigation.flatMap(({ title, items }) =>
    items
      .filter(({ label }) => matches([t(label)]))
      .map(({ label, path }) => ({
        name: t(label),
        detail: title === null ? '' : t(title),
        address: path,
      })),
  );
  return { title: 'search.pages', icon: 'layout-dashboard', found, more: null };
}
