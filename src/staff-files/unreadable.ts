import { DomainError } from '../domain/errors.ts';

/** Why a staff file cannot be read; stands in the error's details. */
export type UnreadableReason = 'empty' | 'encoding' | 'damaged' | 'csv' | 'xlsx';

/** The error for a file that cannot be read, with the line at fault if one is known. */
export function unreadable(file: string, reason: UnreadableReason, line?: number): DomainError {
  return new DomainError(
    'staff_file_unreadable',
    line === undefined ? { file, reason } : { file, reason, line },
  );
}
