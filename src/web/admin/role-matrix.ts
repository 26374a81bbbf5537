import { type Day, dayOf, startOfDay } from '../../domain/clock.ts';
import { readsRolesOf } from '../../domain/directory/readable-extent.ts';
import {
  MATRIX_COLUMNS,
  MATRIX_ROWS,
  type RoleMatrixPage,
  type RoleMatrixRow,
} from '../../domain/overview/role-matrix.ts';
import { HOLDER_KINDS, type HolderKind } from '../../domain/overview/role-overview-store.ts';
import { parseMoment } from '../../domain/roles/parse-period.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { roleName } from '../portal/role-names.ts';
import type { WebParts } from '../web-parts.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { choiceFrom, type Filters, listAddress, textFrom } from './list-query.ts';
import type { CellView, PageLinks, RoleMatrixView } from './role-matrix-view.ts';

const PATH = '/admin/role-matrix';

export type MatrixParts = Pick<
  WebParts,
  'roleMatrix' | 'roleGrantOverview' | 'roles' | 'stores' | 'pages' | 'clock'
>;

/** `/admin/role-matrix`: how many people hold which role of a system in which unit. */
export function roleMatrixPages(parts: MatrixParts): ConsolePage[] {
  return [page('/role-matrix', 'roles:read', (visit, ctx) => showMatrix(parts, visit, ctx))];
}

/** The moment that an address asks about by its day; now for what is no day. */
export function askedDay(ctx: Context, now: Date): { at: Date; day: Day } {
  const given = textFrom(ctx, 'at') ?? '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(given)) return { at: now, day: dayOf(now) };
  try {
    return { at: parseMoment(given, now), day: given };
  } catch {
    return { at: now, day: dayOf(now) };
  }
}

async function showMatrix(parts: MatrixParts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { roleMatrix, stores, pages, clock } = parts;
  const { extent, lang } = visit;
  const clients = (await stores.clients.list()).filter(({ id }) => readsRolesOf(extent, id));
  const asked = textFrom(ctx, 'client');
  const client = clients.find(({ id }) => id === asked) ?? clients.find(({ metadata }) => metadata.launcher);
  const chosen = client ?? clients[0];
  const { at, day } = askedDay(ctx, clock.now());
  const unit = textFrom(ctx, 'unit');
  const kind = choiceFrom(ctx, 'kind', HOLDER_KINDS);
  const [fromRow, fromColumn] = [placeFrom(ctx, 'row'), placeFrom(ctx, 'column')];
  const filters = { client: chosen?.id, at: textFrom(ctx, 'at'), unit, kind };
  const address = (changes: Filters) => listAddress(PATH, { ...filters, ...changes });
  const found =
    chosen === undefined
      ? NOTHING
      : await roleMatrix.page({ clientId: chosen.id, unit, at, fromRow, fromColumn }, extent);
  const cells = cellViews(found, kind, (code, row) =>
    listAddress(`${PATH}/${encodeURIComponent(`${chosen?.id}:${code}`)}/${row.unit?.code}`, {
      at: filters.at,
    }),
  );
  const model: RoleMatrixView = {
    ...visit.frame,
    client: chosen === undefined ? null : { id: chosen.id, title: titleOf(chosen, lang) },
    clients: clients.map((each) => ({ value: each.id, text: titleOf(each, lang) })),
    at: day,
    unit: unit ?? '',
    kind: kind ?? '',
    columns: found.roles.map((role) => ({
      name: roleName(role, lang),
      isPrivileged: role.isPrivileged,
      address: listAddress('/admin/role-grants', { role: `${role.clientId}:${role.code}` }),
    })),
    rows: found.rows.map((row, index) => ({
      name: row.unit?.name ?? '',
      depth: row.depth,
      toggle: toggleOf(row, found.rows, address),
      cells: cells[index] ?? [],
      isSum: row.unit === null,
    })),
    moreRows: linksOf(fromRow, MATRIX_ROWS, found.totals.rows, (row) => address({ row })),
    moreColumns: linksOf(fromColumn, MATRIX_COLUMNS, found.totals.roles, (column) => address({ column })),
    canGrant: visit.rights.permissions.has('roles:write'),
  };
  pages.show(ctx, 'admin/role-matrix', model, { csrf: visit.csrfToken });
}

const NOTHING: RoleMatrixPage = { roles: [], rows: [], totals: { roles: 0, rows: 0 } };

/** How many rows or columns an address passes over. */
function placeFrom(ctx: Context, name: string): number {
  const given = String(ctx.query[name] ?? '');
  return /^\d{1,5}$/.test(given) ? Number(given) : 0;
}

function linksOf(
  from: number,
  size: number,
  total: number,
  address: (place: string | undefined) => string,
): PageLinks {
  const back = Math.max(0, from - size);
  return {
    previous: from === 0 ? null : address(back === 0 ? undefined : String(back)),
    next: from + size < total ? address(String(from + size)) : null,
  };
}

function toggleOf(
  { unit, isOpen, hasUnitsBelow }: RoleMatrixRow,
  rows: readonly RoleMatrixRow[],
  address: (changes: Filters) => string,
): RoleMatrixView['rows'][number]['toggle'] {
  if (unit === null || !hasUnitsBelow) return null;
  const above = rows.find((row) => row.unit?.id === unit.parentId)?.unit;
  return { isOpen, address: address({ unit: isOpen ? above?.code : unit.code }) };
}

/** The cells of each row, shaded by how they compare with the fullest cell of a unit. */
function cellViews(
  { roles, rows }: RoleMatrixPage,
  kind: HolderKind | undefined,
  addressOf: (code: string, row: RoleMatrixRow) => string,
): (CellView | null)[][] {
  const counts = rows.flatMap(({ unit, depth, cells }) =>
    unit === null || depth === 0 ? [] : cells.map((cell) => cell?.people ?? 0),
  );
  const most = Math.max(1, ...counts);
  return rows.map((row) =>
    row.cells.map((cell, index) => {
      if (cell === undefined || (kind !== undefined && !cell.kinds.includes(kind))) return null;
      const { people, kinds } = cell;
      const heat = row.unit === null ? 0 : heatOf(people, most);
      const ordered = HOLDER_KINDS.filter((each) => kinds.includes(each));
      return { people, kinds: ordered, heat, address: addressOf(roles[index]?.code ?? '', row) };
    }),
  );
}

function heatOf(people: number, most: number): number {
  const share = people / most;
  return share > 0.6 ? 4 : share > 0.25 ? 3 : share > 0.05 ? 2 : 1;
}

/** The first moment of a day, for a heading. */
export function momentOf(day: Day): Date {
  return startOfDay(day);
}
