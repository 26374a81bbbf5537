/**
 * Bulk changes of role grants: a file's rows → plan → change → the way back. It owns what a plan is and which one may
 * be applied; what a role grant is and who may give one stays with `domain/roles`, which judges every row.
 */

import { headerKey, type Sheet, sheetOf, unknownKind } from '../directory/staff-columns.ts';
import type { Refusal } from '../directory/staff-refusal.ts';
import type { StaffTable } from '../directory/staff-table.ts';

/** Columns of a file of role grants, each with its other names. */
const COLUMNS = {
  hanh_dong: ['action'],
  ung_dung: ['client', 'ma_ung_dung'],
  vai_tro: ['role', 'ma_vai_tro'],
  so_hieu: ['so_hieu_cbccvc', 'employee_no'],
  thu_dien_tu: ['email'],
  ma_don_vi: ['unit', 'ma_dinh_danh'],
  gom_cap_duoi: ['subtree'],
  chuc_vu: ['position'],
  loai: ['category'],
  pham_vi: ['extent'],
  tu_ngay: ['from'],
  den_ngay: ['until'],
  so_quyet_dinh: ['decision'],
  ly_do: ['reason'],
} as const;

export type RoleColumn = keyof typeof COLUMNS;

/** A file of role grants whose columns are known. */
export interface RoleSheet extends Sheet<RoleColumn> {
  /** A column that stands twice in the header. */
  refused: Refusal[];
}

const BY_KEY: ReadonlyMap<string, RoleColumn> = new Map(
  Object.entries(COLUMNS).flatMap(([column, aliases]) =>
    [column, ...aliases].map((name): [string, RoleColumn] => [headerKey(name), column as RoleColumn]),
  ),
);

const HOLDERS: readonly RoleColumn[] = ['so_hieu', 'thu_dien_tu', 'ma_don_vi', 'chuc_vu', 'loai'];

/**
 * Recognises the columns of a file of role grants, written with or without case, diacritics, spaces and underscores;
 * others are left out. Throws `staff_file_unknown_kind` without client, role or anything that names a holder.
 */
export function recogniseRoleFile(table: StaffTable): RoleSheet {
  const sheet = sheetOf(table, (written) => BY_KEY.get(headerKey(written)));
  const has = (column: RoleColumn) => sheet.indexes.has(column);
  if (!has('ung_dung') || !has('vai_tro') || !HOLDERS.some(has)) throw unknownKind(table);
  return sheet;
}
