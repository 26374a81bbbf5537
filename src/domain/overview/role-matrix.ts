import { dayOf } from '../clock.ts';
import { WORKING_STATUSES } from '../directory/person.ts';
import {
  extentAt,
  type ReadableExtent,
  type ReadingBounds,
  readableUnits,
  readsRolesOf,
} from '../directory/readable-extent.ts';
import type { Unit } from '../directory/unit.ts';
import { getUnit } from '../directory/unit-lookup.ts';
import { UnitTree } from '../directory/unit-tree.ts';
import { DomainError } from '../errors.ts';
import type { Role } from '../roles/role.ts';
import type { Stores } from '../transact.ts';
import type { MatrixCell } from './role-overview-store.ts';

/** Rows and columns of a page of the matrix. */
export const MATRIX_ROWS = 60;
export const MATRIX_COLUMNS = 10;

export interface RoleMatrixQuery {
  clientId: string;
  /** Code of the unit that is unfolded. */
  unit?: string | undefined;
  at: Date;
  /** Rows and columns that are passed over. */
  fromRow: number;
  fromColumn: number;
}

export interface RoleMatrixRow {
  /** Null for the sum of all units. */
  unit: Unit | null;
  /** Steps below a top unit. */
  depth: number;
  isOpen: boolean;
  hasUnitsBelow: boolean;
  /** In the order of the roles; undefined where nobody holds one. */
  cells: (MatrixCell | undefined)[];
}

export interface RoleMatrixPage {
  roles: Role[];
  rows: RoleMatrixRow[];
  /** Of all pages. */
  totals: { roles: number; rows: number };
}

interface Dependencies {
  stores: Pick<Stores, 'roleOverview' | 'roles' | 'directory'>;
}

export type RoleMatrix = ReturnType<typeof createRoleMatrix>;

/** Who holds which role in which unit, counted: units × roles of one system. */
export function createRoleMatrix({ stores: { roleOverview, roles, directory } }: Dependencies) {
  /** The units whose holders may be counted: for a system of the reader's own all of them. */
  const countable = (units: readonly Unit[], extent: ReadableExtent, clientId: string) =>
    readableUnits(units, extentAt(extent, clientId));

  return {
    /** A page of the matrix. @throws client_not_found, unit_not_found for what may not be read */
    async page(
      { clientId, unit, at, fromRow, fromColumn }: RoleMatrixQuery,
      extent: ReadableExtent,
    ): Promise<RoleMatrixPage> {
      if (!readsRolesOf(extent, clientId)) throw new DomainError('client_not_found', { client: clientId });
      const today = dayOf(at);
      const all = countable(await directory.listUnits(), extent, clientId);
      const standing = all.filter(
        ({ validFrom, validUntil }) =>
          (validFrom === null || validFrom <= today) && (validUntil === null || validUntil >= today),
      );
      const chosen = unit === undefined ? undefined : getUnit(standing, unit);
      const listed = rowsOf(standing, chosen);
      const shown = listed.slice(fromRow, fromRow + MATRIX_ROWS);
      const ofClient = await roles.listRoles(clientId);
      const columns = ofClient.slice(fromColumn, fromColumn + MATRIX_COLUMNS);
      const everywhere = { key: 'all', unitIds: standing.map(({ id }) => id) };
      const cells = await roleOverview.countHolders({
        roleIds: columns.map(({ id }) => id),
        rows: [everywhere, ...shown.map(({ unit: { id }, below }) => ({ key: id, unitIds: [id, ...below] }))],
        at,
        today,
        working: WORKING_STATUSES,
      });
      const found = new Map(cells.map((cell) => [`${cell.key} ${cell.roleId}`, cell]));
      const cellsOf = (key: string) => columns.map(({ id }) => found.get(`${key} ${id}`));
      const sum = { unit: null, depth: 0, isOpen: true, hasUnitsBelow: true, cells: cellsOf('all') };
      return {
        roles: columns,
        rows: [
          // A top unit that stands alone is the sum already.
          ...(listed.filter(({ depth }) => depth === 0).length === 1 ? [] : [sum]),
          ...shown.map(({ unit: each, depth, isOpen, below }) => ({
            unit: each,
            depth,
            isOpen,
            hasUnitsBelow: below.length > 0,
            cells: cellsOf(each.id),
          })),
        ],
        totals: { roles: ofClient.length, rows: listed.length },
      };
    },

    /**
     * A role and a unit of a cell, with the bounds in which its people lie.
     * @throws role_not_found, unit_not_found for what may not be read
     */
    async cell(
      { clientId, code, unit, at }: { clientId: string; code: string; unit: string; at: Date },
      extent: ReadableExtent,
    ): Promise<{ role: Role; unit: Unit; bounds: ReadingBounds }> {
      const role = await roles.findRole(clientId, code);
      if (role === undefined || !readsRolesOf(extent, clientId))
        throw new DomainError('role_not_found', { client: clientId, role: code });
      const units = countable(await directory.listUnits(), extent, clientId);
      const found = getUnit(units, unit);
      const below = new UnitTree(units).descendants(found.id);
      const unitIds = [found, ...below].map(({ id }) => id);
      return { role, unit: found, bounds: { personId: '', unitIds, clientIds: [], today: dayOf(at) } };
    },
  };
}

interface ListedUnit {
  unit: Unit;
  depth: number;
  isOpen: boolean;
  /** Ids of the units below it. */
  below: string[];
}

/** The units as a tree, folded but for a top that stands alone and the way to the chosen one. */
function rowsOf(units: readonly Unit[], chosen: Unit | undefined): ListedUnit[] {
  const tree = new UnitTree(units);
  const ids = new Set(units.map(({ id }) => id));
  const tops = tree.inOrder().filter(({ parentId }) => parentId === null || !ids.has(parentId));
  const open = new Set(chosen === undefined ? [] : tree.path(chosen.id).map(({ id }) => id));
  const listed = (unit: Unit, depth: number): ListedUnit[] => {
    const isOpen = open.has(unit.id) || (depth === 0 && tops.length === 1);
    const below = tree.descendants(unit.id).map(({ id }) => id);
    const children = isOpen ? tree.children(unit.id).flatMap((child) => listed(child, depth + 1)) : [];
    return [{ unit, depth, isOpen: isOpen && below.length > 0, below }, ...children];
  };
  return tops.flatMap((unit) => listed(unit, 0));
}
