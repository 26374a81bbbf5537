import { DomainError } from '../errors.ts';
import { fold } from './person-name.ts';
import { type Refusal, refusalAt } from './staff-refusal.ts';
import type { StaffTable } from './staff-table.ts';

/** Columns of the three staff files (contract section 5), in the contract's order. */
export const STAFF_COLUMNS = {
  units: [
    'ma_don_vi',
    'ten_don_vi',
    'ten_viet_tat',
    'ma_don_vi_cha',
    'loai',
    'hieu_luc_tu',
    'hieu_luc_den',
    'thay_the_boi',
    'ma_don_vi_cu',
  ],
  people: [
    'so_hieu',
    'ho_va_ten',
    'ngay_sinh',
    'gioi_tinh',
    'so_dinh_danh',
    'thu_dien_tu',
    'dien_thoai',
    'loai',
    'trang_thai',
    'ma_don_vi',
    'chuc_vu',
    'chuc_danh',
    'ma_ngach',
    'tu_ngay',
    'den_ngay',
    'kiem_nhiem',
  ],
  mailboxes: ['thu_dien_tu', 'loai', 'so_hieu', 'ten', 'nguoi_quan_ly'],
} as const;

export type StaffFileKind = keyof typeof STAFF_COLUMNS;
export type StaffColumn = (typeof STAFF_COLUMNS)[StaffFileKind][number];

/** Other names of a column, compared like the names themselves. */
const ALIASES: ReadonlyMap<string, StaffColumn> = new Map([
  ['madinhdanh', 'ma_don_vi'],
  ['macu', 'ma_don_vi_cu'],
  ['madinhdanhcu', 'ma_don_vi_cu'],
  ['sohieucbccvc', 'so_hieu'],
  ['cccd', 'so_dinh_danh'],
  ['email', 'thu_dien_tu'],
  ['quanly', 'nguoi_quan_ly'],
  ['dongquanly', 'nguoi_quan_ly'],
]);

/** The columns that tell a kind, tried in this order: a people file may carry a unit's name, or all of a mailbox's columns. */
const SIGNATURES: Readonly<Record<StaffFileKind, readonly StaffColumn[]>> = {
  people: ['so_hieu', 'ho_va_ten'],
  units: ['ma_don_vi', 'ten_don_vi'],
  mailboxes: ['thu_dien_tu', 'loai'],
};

/** A table whose columns are known. */
export interface Sheet<Column extends string> {
  table: StaffTable;
  /** Index of each column that the file has. */
  indexes: ReadonlyMap<Column, number>;
  /** Name of each such column as written. */
  columns: ReadonlyMap<string, string>;
  /** A column that stands twice in the header. */
  refused: Refusal[];
}

/** A table whose kind and columns are known. */
export interface StaffSheet extends Sheet<StaffColumn> {
  kind: StaffFileKind;
}

/**
 * Recognises a table's kind and columns from its header; columns that the contract does not name are left out.
 * Throws `staff_file_unknown_kind` with the file and its header when it fits none of the three kinds.
 */
export function recogniseStaffFile(table: StaffTable): StaffSheet {
  const names = table.header.map(columnOf);
  const has = (column: StaffColumn) => names.includes(column);
  const kind = (['people', 'units', 'mailboxes'] as const).find((each) => SIGNATURES[each].every(has));
  if (kind === undefined) throw unknownKind(table);
  const known: readonly StaffColumn[] = STAFF_COLUMNS[kind];
  return { kind, ...sheetOf(table, (written) => known.find((column) => column === columnOf(written))) };
}

/** The refusal of a table whose header says nothing that was asked for. */
export function unknownKind({ file, header }: StaffTable): DomainError {
  return new DomainError('staff_file_unknown_kind', { file, header: header.join(', ').slice(0, 300) });
}

/**
 * A table with its columns.
 * @param columnOf the column that a header means, undefined for one that is left out
 */
export function sheetOf<Column extends string>(
  table: StaffTable,
  columnOf: (written: string) => Column | undefined,
): Sheet<Column> {
  const indexes = new Map<Column, number>();
  const columns = new Map<string, string>();
  const refused: Refusal[] = [];
  for (const [index, header] of table.header.entries()) {
    const name = columnOf(header);
    if (name === undefined) continue;
    const written = (table.names?.[index] ?? header).trim();
    if (indexes.has(name)) {
      refused.push(
        refusalAt({ file: table.file, line: 1, columns: new Map() }, written, written, 'duplicate'),
      );
      continue;
    }
    indexes.set(name, index);
    columns.set(name, written);
  }
  return { table, indexes, columns, refused };
}

const BY_KEY: ReadonlyMap<string, StaffColumn> = new Map([
  ...Object.values(STAFF_COLUMNS)
    .flat()
    .map((column): [string, StaffColumn] => [headerKey(column), column]),
  ...ALIASES,
]);

function columnOf(written: string): StaffColumn | undefined {
  return BY_KEY.get(headerKey(written));
}

/** What spellings of one column's name share. */
export function headerKey(written: string): string {
  return fold(written).replace(/[\s_\u200B-\u200D\uFEFF]/g, '');
}
