/**
 * The only folder that knows CSV and XLSX. It turns the bytes of a staff file into a table of text, whatever the
 * encoding, separator or format, and refuses what is too large or cannot be read. It never judges what a cell
 * means, and never touches the file system: the rules of staff files are in `domain/directory`.
 */

import type { StaffTable } from '../domain/directory/staff-table.ts';
import { DomainError } from '../domain/errors.ts';
import { readCsv } from './csv.ts';
import { decodeText } from './text-encoding.ts';
import { readXlsx } from './xlsx.ts';

/** Largest staff file; 100,000 people take about 20 MB of CSV. */
export const STAFF_FILE_MAX_BYTES = 50 * 1024 * 1024;

/**
 * Reads a staff file: XLSX, or CSV in UTF-8, UTF-16 or Windows-1258 with `,` `;` or tab. `name` is only for
 * reports. Throws `staff_file_too_large` {file, bytes, limit} or `staff_file_unreadable` {file, reason, line?}.
 */
export async function readStaffFile(name: string, bytes: Uint8Array): Promise<StaffTable> {
  if (bytes.length > STAFF_FILE_MAX_BYTES) {
    throw new DomainError('staff_file_too_large', {
      file: name,
      bytes: bytes.length,
      limit: STAFF_FILE_MAX_BYTES,
    });
  }
  return isZip(bytes) ? readXlsx(name, bytes) : readCsv(name, decodeText(name, bytes));
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}
