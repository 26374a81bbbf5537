import { availableParallelism, cpus } from 'node:os';
import type { Comparison } from './measure.ts';
import { SIZE } from './ministry.ts';

/** A single figure, and what it has to be; null = no target. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  atMost: number | null;
}

/** What was measured, on what. */
export function heading(): string {
  const units = 1 + SIZE.departments * (1 + SIZE.divisionsEach);
  return [
    `Node ${process.versions.node}, ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`,
    `A ministry of ${SIZE.people} people in ${units} units; 16 connections from the same machine`,
    '',
  ].join('\n');
}

/** Requests per second, next to the library alone; then latency and processor time of the server's process. */
export function comparisons(rows: readonly Comparison[]): string {
  return layOut([
    ['requests per second', 'MicConnect', 'bare', 'ratio', 'p99 ms', 'bare', 'cpu ms each', 'bare'],
    ...rows.map(({ name, ours, bare }) => [
      name,
      ours.perSecond.toFixed(0),
      bare.perSecond.toFixed(0),
      (ours.perSecond / bare.perSecond).toFixed(2),
      ours.p99.toFixed(1),
      bare.p99.toFixed(1),
      ours.cpuMsPerRequest.toFixed(2),
      bare.cpuMsPerRequest.toFixed(2),
    ]),
  ]);
}

/** Single figures with their targets. */
export function figures(rows: readonly Figure[]): string {
  return layOut([
    ['figure', 'measured', 'target', ''],
    ...rows.map(({ name, value, unit, atMost }) => [
      name,
      `${value} ${unit}`,
      atMost === null ? '' : `<= ${atMost} ${unit}`,
      atMost === null ? '' : value <= atMost ? 'met' : 'MISSED',
    ]),
  ]);
}

/** Columns as wide as their widest cell: the first to the left, numbers to the right. */
function layOut(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => (cells[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join('  ');
  return `${rows.map((cells) => line(cells).trimEnd()).join('\n')}\n\n`;
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
