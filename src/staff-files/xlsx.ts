import type { StaffTable, StaffTableRow } from '../domain/directory/staff-table.ts';
import { DomainError, type ErrorDetails } from '../domain/errors.ts';
import { SheetExtent } from './sheet-extent.ts';
import { unreadable } from './unreadable.ts';
import { listZip, measureEntry } from './zip-directory.ts';

/** What an XLSX may unpack to; 100,000 people take about 100 MB of XML. */
export const XLSX_MAX_UNPACKED_BYTES = 200 * 1024 * 1024;
/** Cells from the first to the last row and column with a value; 100,000 people take 1.6 million. */
export const XLSX_MAX_CELLS = 4_000_000;
/** Characters of all cells: a text that the file holds once may stand in any number of them. */
const MAX_TEXT_LENGTH = 50 * 1024 * 1024;
/** Spreadsheets shrink to a tenth or so; only a file made to exhaust memory shrinks this much. */
const MAX_RATIO = 200;

/**
 * Reads the first sheet of an XLSX; its first row that is not empty is the header. A formula counts as the value
 * that the spreadsheet stored with it. Throws `staff_file_too_large` or `staff_file_unreadable`.
 */
export async function readXlsx(file: string, bytes: Uint8Array): Promise<StaffTable> {
  await refuseBomb(file, bytes);
  const sheet = await openSheet(file, bytes);
  const [head, ...rows] = readRows(file, sheet);
  if (head === undefined) throw unreadable(file, 'empty');
  return { file, header: head.cells, rows };
}

function readRows(file: string, sheet: readonly unknown[][]): StaffTableRow[] {
  const rows: StaffTableRow[] = [];
  let length = 0;
  for (const [index, values] of sheet.entries()) {
    const cells = values.map(cellText);
    length += cells.reduce((sum, cell) => sum + cell.length, 0);
    if (length > MAX_TEXT_LENGTH) throw tooLarge({ file, bytes: length, limit: MAX_TEXT_LENGTH });
    if (cells.some((cell) => cell !== '')) rows.push({ line: index + 1, cells });
  }
  return rows;
}

async function openSheet(file: string, bytes: Uint8Array): Promise<unknown[][]> {
  // Loaded with the first spreadsheet: a server that reads none saves its memory.
  const { readSheet } = await import('read-excel-file/node');
  try {
    return await readSheet(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  } catch {
    // The library throws errors of many kinds for a file that is not the spreadsheet it expects.
    throw unreadable(file, 'xlsx');
  }
}

async function refuseBomb(file: string, bytes: Uint8Array): Promise<void> {
  const entries = listZip(bytes);
  if (entries === undefined) throw unreadable(file, 'xlsx');
  const limit = Math.min(XLSX_MAX_UNPACKED_BYTES, bytes.length * MAX_RATIO);
  const declared = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  if (declared > limit) throw tooLarge({ file, bytes: declared, limit });
  for (const entry of entries) {
    const extent = new SheetExtent();
    // The directory may lie, and the library believes the stream.
    const isTrue = await measureEntry(bytes, entry, (chunk) => extent.add(chunk));
    if (!isTrue || !extent.isPlain) throw unreadable(file, 'xlsx');
    if (extent.cells > XLSX_MAX_CELLS) throw tooLarge({ file, cells: extent.cells, limit: XLSX_MAX_CELLS });
  }
}

function tooLarge(details: ErrorDetails): DomainError {
  return new DomainError('staff_file_too_large', details);
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  // A date cell comes as midnight UTC of its day.
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  return String(cell).normalize('NFC');
}
