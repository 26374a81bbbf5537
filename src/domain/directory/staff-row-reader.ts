import { normaliseName } from './person-name.ts';
import type { Sheet, StaffColumn } from './staff-columns.ts';
import { type Refusal, type RefusalCode, type RowPlace, refusalAt } from './staff-refusal.ts';
import type { StaffTableRow } from './staff-table.ts';
import { isFormula, type Parsed } from './staff-values.ts';

/**
 * What a cell says. Null: it is empty, so the value is to be cleared. Undefined: the file has no such column,
 * or the cell was refused, so the value stays as the directory has it.
 */
export type Cell<Value> = Value | null | undefined;

// Control characters, and those that turn the direction of text around on a screen.
const UNPRINTABLE = /[\p{Cc}\u202A-\u202E\u2066-\u2069\uFFFD]/u;

/** Reads the cells of one row and collects what it refuses. */
export class RowReader<Column extends string = StaffColumn> {
  readonly place: RowPlace;
  readonly #sheet: Sheet<Column>;
  readonly #row: StaffTableRow;
  readonly #refused: Refusal[];

  constructor(sheet: Sheet<Column>, row: StaffTableRow, refused: Refusal[]) {
    this.place = { file: sheet.table.file, line: row.line, entry: row.entry, columns: sheet.columns };
    this.#sheet = sheet;
    this.#row = row;
    this.#refused = refused;
  }

  /** The tidied text of a cell; undefined without such a column. */
  text(column: Column): string | undefined {
    const index = this.#sheet.indexes.get(column);
    return index === undefined ? undefined : normaliseName(this.#row.cells[index] ?? '');
  }

  /** A cell that may be empty. */
  read<Value>(column: Column, parse: (text: string) => Parsed<Value>): Cell<Value> {
    const text = this.text(column);
    if (text === undefined) return undefined;
    if (text === '') return null;
    const parsed = checkText(column, text) ?? parse(text);
    if ('value' in parsed) return parsed.value;
    this.refuse(column, parsed.code);
    return undefined;
  }

  /** A cell that must hold a value; undefined after a refusal. */
  require<Value>(column: Column, parse: (text: string) => Parsed<Value>): Value | undefined {
    const value = this.read(column, parse);
    if (value === null || !this.#sheet.indexes.has(column)) this.refuse(column, 'required');
    return value ?? undefined;
  }

  /** Refuses a cell of this row. */
  refuse(column: Column, code: RefusalCode): void {
    this.#refused.push(refusalAt(this.place, column, this.text(column) ?? '', code));
  }
}

/** A reader for each row that is neither blank nor ragged; a table without rows is refused. */
export function* readersOf<Column extends string>(
  sheet: Sheet<Column>,
  refused: Refusal[],
): Generator<RowReader<Column>> {
  const { file, rows } = sheet.table;
  if (rows.every(isBlank)) refused.push(refusalAt({ file, line: 1, columns: new Map() }, '', '', 'no_rows'));
  for (const row of rows) {
    if (isBlank(row)) continue;
    const ragged = raggedRow(sheet, row);
    if (ragged) refused.push(ragged);
    else yield new RowReader(sheet, row, refused);
  }
}

/** A row that is empty throughout: spreadsheets leave such rows behind. */
function isBlank(row: StaffTableRow): boolean {
  return row.cells.every((cell) => cell.trim() === '');
}

/** The refusal of a row whose cells do not match the header; empty cells past the header are let through. */
function raggedRow({ table }: Pick<Sheet<string>, 'table'>, row: StaffTableRow): Refusal | undefined {
  const { header, file } = table;
  if (
    row.cells.length >= header.length &&
    row.cells.slice(header.length).every((cell) => cell.trim() === '')
  ) {
    return undefined;
  }
  const column = header[row.cells.length] ?? '';
  const place = { file, line: row.line, columns: new Map<string, string>() };
  return refusalAt(place, column, `${row.cells.length}/${header.length}`, 'ragged_row');
}

function checkText(column: string, text: string): { code: RefusalCode } | undefined {
  if (UNPRINTABLE.test(text)) return { code: 'invalid_text' };
  // A phone number may begin with +, and its grammar lets nothing else through.
  return column !== 'dien_thoai' && isFormula(text) ? { code: 'formula' } : undefined;
}
