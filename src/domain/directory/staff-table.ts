/** A staff file as rows of text, whatever its format was. */
export interface StaffTable {
  /** The file's name, for reports. */
  file: string;
  /** Column names as written. */
  header: string[];
  /** What reports call each column where that is not its header: the path of a JSON field. */
  names?: string[];
  rows: StaffTableRow[];
}

export interface StaffTableRow {
  /** Line of the file as a person sees it; the header is line 1. */
  line: number;
  cells: string[];
}
