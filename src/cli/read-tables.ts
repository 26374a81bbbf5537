import type { StaffTable } from '../domain/directory/staff-table.ts';
import { readStaffFile, STAFF_FILE_MAX_BYTES } from '../staff-files/read-staff-file.ts';
import type { CommandIo } from './command.ts';

const FILE_LIMIT = { bytes: STAFF_FILE_MAX_BYTES, code: 'staff_file_too_large' } as const;

/** Reads CSV and XLSX files as the officer named them. @throws staff_file_too_large, staff_file_unreadable */
export async function readTables(io: Pick<CommandIo, 'readFile'>, paths: string[]): Promise<StaffTable[]> {
  const tables: StaffTable[] = [];
  for (const path of paths) tables.push(await readStaffFile(path, await io.readFile(path, FILE_LIMIT)));
  return tables;
}
