import { isFormula } from '../domain/directory/staff-values.ts';

/** What Excel needs to take a file for UTF-8. */
export const CSV_MARK = '\uFEFF';

/** Rows as lines of CSV (RFC 4180); no cell runs as a formula. */
export function csvLines(rows: Iterable<readonly string[]>): string {
  return Array.from(rows, (cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** A tab or line break before it does not make a formula harmless. */
function csvCell(text: string): string {
  const safe = isFormula(text.trimStart()) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
