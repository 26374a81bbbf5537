import type { Refusal } from './staff-refusal.ts';

/** A staff file, or what a directory server gave, as rows of text whatever its format was. */
export interface StaffTable {
  /** The file's name, for reports. */
  file: string;
  /** Column names as written. */
  header: string[];
  /** What reports call each column where that is not its header: the path of a JSON field. */
  names?: string[];
  rows: StaffTableRow[];
  /** What the reader could not turn into text; nothing is applied while this holds anything. */
  refused?: Refusal[];
}

export interface StaffTableRow {
  /** Line of the file as a person sees it; the header is line 1. */
  line: number;
  cells: string[];
  /** The distinguished name, where the row is an entry of a directory server. */
  entry?: string;
}
