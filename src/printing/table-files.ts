import { CSV_MARK, csvLines } from './csv-lines.ts';
import { xlsxOf } from './table-xlsx.ts';

/** A table that is too long to be in memory: its rows come batch by batch. */
export interface Table {
  /** Of the sheet, where there are sheets. */
  name: string;
  header: readonly string[];
  batches: AsyncIterable<readonly (readonly string[])[]>;
}

const WRITERS = { csv: csvOf, xlsx: xlsxOf };

/** Writes a table as a file, piece by piece: each batch is asked for when the one before has been taken. */
export function writeTable(format: keyof typeof WRITERS, table: Table): AsyncIterable<Uint8Array> {
  return WRITERS[format](table);
}

async function* csvOf({ header, batches }: Table): AsyncGenerator<Uint8Array> {
  yield Buffer.from(CSV_MARK + csvLines([header]));
  for await (const rows of batches) yield Buffer.from(csvLines(rows));
}
