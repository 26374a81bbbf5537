import { dayOf } from '../../domain/clock.ts';
import { isRowId } from '../../domain/directory/person-lookup.ts';
import { roleOf } from '../api/roles.ts';
import type { Context } from '../context.ts';
import { roleName } from '../portal/role-names.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { listAddress, PAGE_SIZE, textFrom } from './list-query.ts';
import { lastMomentOf, roleGrantWords } from './role-grant-words.ts';
import { askedDay, type MatrixParts, momentOf } from './role-matrix.ts';
import type { RoleCellView } from './role-matrix-view.ts';

/** `/admin/role-matrix/:role/:unit`: who holds a role in a unit, and by which role grants. */
export function roleCellPages(parts: MatrixParts): ConsolePage[] {
  return [page('/role-matrix/:role/:unit', 'roles:read', (visit, ctx) => showCell(parts, visit, ctx))];
}

async function showCell(parts: MatrixParts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { roleMatrix, roleGrantOverview: overview, roles, pages, clock } = parts;
  const { extent, lang } = visit;
  const label = String(ctx.params.role);
  const { at, day } = askedDay(ctx, clock.now());
  const asked = { ...roleOf(label), unit: String(ctx.params.unit), at };
  const { role, unit, bounds } = await roleMatrix.cell(asked, extent);
  const after = textFrom(ctx, 'after') ?? '';
  const cursor = isRowId(after) ? after : undefined;
  const { holders, next } = await roles.holders({ ...asked, limit: PAGE_SIZE, cursor, extent: bounds });
  const ids = [...new Set(holders.flatMap(({ roleGrants }) => roleGrants))];
  const found = await overview.listByIds(ids, extent);
  const words = roleGrantWords(await overview.factsOf(found), lang);
  const isToday = day === dayOf(clock.now());
  const address = (changes: Record<string, string | undefined>) =>
    listAddress(ctx.path, { at: isToday ? undefined : day, ...changes });
  const model: RoleCellView = {
    ...visit.frame,
    role: roleName(role, lang),
    client: words.clientTitle(role.clientId),
    unit: unit.name,
    on: isToday ? null : momentOf(day),
    back: listAddress('/admin/role-matrix', {
      client: role.clientId,
      at: isToday ? undefined : day,
      unit: unit.code,
    }),
    people: holders.map(({ person, name, employeeNo, email, kinds, until }) => {
      return { id: person, name, employeeNo, email, kinds, until: until && lastMomentOf(until) };
    }),
    more: next === null ? null : address({ after: next }),
    roleGrants: found.map((each) => ({ id: each.id, sentence: words.of(each).sentence })),
    grantAddress: visit.rights.permissions.has('roles:write')
      ? listAddress('/admin/role-grants/new', { who: 'rule', unit: unit.code, role: label })
      : null,
  };
  pages.show(ctx, 'admin/role-cell', model, { csrf: visit.csrfToken });
}
