import type { StaffTable } from '../domain/directory/staff-table.ts';
import { DomainError } from '../domain/errors.ts';
import { unreadable } from './unreadable.ts';
import { listZip, measureZip } from './zip-directory.ts';

/** What an XLSX may unpack to. */
export const XLSX_MAX_UNPACKED_BYTES = 500 * 1024 * 1024;
/** Spreadsheets shrink to a tenth or so; only a file made to exhaust memory shrinks this much. */
const MAX_RATIO = 200;

/**
 * Reads the first sheet of an XLSX; its first row that is not empty is the header. A formula counts as the value
 * that the spreadsheet stored with it. Throws `staff_file_too_large` or `staff_file_unreadable`.
 */
export async function readXlsx(file: string, bytes: Uint8Array): Promise<StaffTable> {
  await refuseBomb(file, bytes);
  const sheet = await openSheet(file, bytes);
  const [head, ...rows] = sheet
    .map((cells, index) => ({ line: index + 1, cells: cells.map(cellText) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (head === undefined) throw unreadable(file, 'empty');
  return { file, header: head.cells, rows };
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
  if (declared > limit) throw new DomainError('staff_file_too_large', { file, bytes: declared, limit });
  // The directory may lie, and the library believes the stream.
  if (!(await measureZip(bytes, entries))) throw unreadable(file, 'xlsx');
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  // A date cell comes as midnight UTC of its day.
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  return String(cell).normalize('NFC');
}
