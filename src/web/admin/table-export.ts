import { Readable } from 'node:stream';
import { type Clock, dayOf } from '../../domain/clock.ts';
import type { Context } from '../context.ts';
import { choiceFrom } from './list-query.ts';

/** Media types; a browser that keeps the file knows by them what opens it. */
const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export type TableFormat = keyof typeof MEDIA_TYPES;

export interface ExportedTable {
  /** Of the sheet, where there are sheets. */
  name: string;
  header: readonly string[];
  batches: AsyncIterable<readonly (readonly string[])[]>;
}

/** Writes a table as a file that people take out of the house; `printing` does. */
export type WriteTable = (format: TableFormat, table: ExportedTable) => AsyncIterable<Uint8Array>;

/** A button that takes a list out of the house. */
export interface ExportView {
  format: TableFormat;
  url: string;
}

/** The buttons of a list. @param address of the file in a format, with the filters of the list */
export function exportViews(address: (format: TableFormat) => string): ExportView[] {
  return (['xlsx', 'csv'] as const).map((format) => ({ format, url: address(format) }));
}

/** The format that an address asks for. */
export function formatFrom(ctx: Context): TableFormat {
  return choiceFrom(ctx, 'format', ['csv', 'xlsx']) ?? 'csv';
}

/**
 * Answers with a table as a file; its rows are read while it is being sent.
 * @param subject of the list, in the name of the file
 */
export function sendTable(
  ctx: Context,
  { clock, writeTable }: { clock: Clock; writeTable: WriteTable },
  { format, subject, ...table }: ExportedTable & { format: TableFormat; subject: string },
): void {
  ctx.type = MEDIA_TYPES[format];
  ctx.set('Cache-Control', 'no-store');
  ctx.attachment(`micconnect-${subject}-${dayOf(clock.now())}.${format}`);
  ctx.body = Readable.from(writeTable(format, table));
}
