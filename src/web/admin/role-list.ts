import { readsRolesOf } from '../../domain/directory/readable-extent.ts';
import { roleLabel } from '../../domain/roles/separation-report.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { roleName } from '../portal/role-names.ts';
import type { WebParts } from '../web-parts.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { listAddress, textFrom } from './list-query.ts';
import type { RoleListView } from './role-list-view.ts';

type Parts = Pick<WebParts, 'roleGrantOverview' | 'separations' | 'stores' | 'pages'>;

/** `/admin/roles`: the roles of a system, what is inside them, and what nobody may hold together. */
export function roleListPages(parts: Parts): ConsolePage[] {
  return [page('/roles', 'roles:read', (visit, ctx) => showRoles(parts, visit, ctx))];
}

async function showRoles(parts: Parts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { roleGrantOverview, separations, stores, pages } = parts;
  const { extent, lang } = visit;
  const clients = (await stores.clients.list()).filter(({ id }) => readsRolesOf(extent, id));
  const asked = textFrom(ctx, 'client');
  const launched = clients.find(({ metadata }) => metadata.launcher !== undefined);
  const client = clients.find(({ id }) => id === asked) ?? launched ?? clients[0];
  const all = await stores.roles.listRoles();
  const inside = await stores.roles.listRoleParts();
  const kept = await separations.list(extent);
  const counts = await roleGrantOverview.countByRole();
  const names = new Map(all.map((role) => [roleLabel(role), roleName(role, lang)]));
  const model: RoleListView = {
    ...visit.frame,
    client: client?.id ?? '',
    clients: clients.map((each) => ({ value: each.id, text: titleOf(each, lang) })),
    roles: all
      .filter(({ clientId }) => clientId === client?.id)
      .map((role) => ({
        code: role.code,
        name: roleName(role, lang),
        extent: role.extent,
        isPrivileged: role.isPrivileged,
        parts: inside
          .filter(({ roleId }) => roleId === role.id)
          .flatMap(({ partId }) => all.find(({ id }) => id === partId) ?? [])
          .map((part) => roleName(part, lang)),
        apart: kept
          .filter(({ roles }) => roles.includes(roleLabel(role)))
          .map(({ roles }) => roles.filter((each) => each !== roleLabel(role)))
          .map((others) => others.map((each) => names.get(each) ?? each).join(', ')),
        roleGrants: counts.get(role.id) ?? 0,
        address: listAddress('/admin/role-grants', { role: roleLabel(role) }),
      })),
  };
  pages.show(ctx, 'admin/roles', model, { csrf: visit.csrfToken });
}
