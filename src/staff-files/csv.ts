import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import type { StaffTable, StaffTableRow } from '../domain/directory/staff-table.ts';
import { shareTexts } from '../domain/shared-texts.ts';
import { unreadable } from './unreadable.ts';

const SEPARATORS = [',', ';', '\t'];
const SLICE_LENGTH = 64 * 1024;
// An open quote would otherwise gather the rest of a large file into one cell.
const ROW_MAX_LENGTH = 100_000;

/**
 * Reads CSV text. The separator is the one of `,` `;` tab that the header line holds most often outside quotes.
 * Empty lines are skipped; a row over several lines goes by its first. Throws `staff_file_unreadable`.
 */
export async function readCsv(file: string, text: string): Promise<StaffTable> {
  const [head, ...rows] = await parseRows(file, text);
  if (head === undefined) throw unreadable(file, 'empty');
  return { file, header: head.cells, rows };
}

async function parseRows(file: string, text: string): Promise<StaffTableRow[]> {
  const rows: StaffTableRow[] = [];
  const share = shareTexts();
  // The parser counts CR LF inside quotes as two lines.
  let countedTwice = 0;
  const parser = parse({
    delimiter: separatorOf(text),
    on_record(cells: string[], { lines }) {
      const inside = cells.filter((cell) => /[\r\n]/.test(cell));
      countedTwice += count(inside, /\r\n/g);
      rows.push({ line: lines - countedTwice - count(inside, /\r\n|\r|\n/g), cells: cells.map(share) });
      // Kept here, so that the parser need not keep it too.
      return null;
    },
    max_record_size: ROW_MAX_LENGTH,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  });
  try {
    await pipeline(slices(text), parser.resume());
  } catch (error) {
    if (error instanceof CsvError) throw unreadable(file, 'csv', Number(error.lines));
    throw error;
  }
  return rows;
}

/** A large file takes seconds to parse; between the slices sign-ins get their turn. */
async function* slices(text: string): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += SLICE_LENGTH) {
    yield text.slice(start, start + SLICE_LENGTH);
    await setImmediate();
  }
}

function separatorOf(text: string): string {
  const counts = new Map(SEPARATORS.map((separator) => [separator, 0]));
  let isQuoted = false;
  for (let at = text.search(/[^\r\n]/); at >= 0 && at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (character === '\n' || character === '\r') break;
    const count = counts.get(character);
    if (count !== undefined) counts.set(character, count + 1);
  }
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

function count(cells: readonly string[], what: RegExp): number {
  return cells.reduce((sum, cell) => sum + (cell.match(what)?.length ?? 0), 0);
}
