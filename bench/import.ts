import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { administer } from './administer.ts';
import { startChild } from './child.ts';
import { MAIN } from './ours.ts';
import { peakMegabytes } from './process-figures.ts';
import type { Figure } from './report.ts';
import { staffFiles } from './staff-files.ts';

/** For the largest ministry; smaller ones show the growth. */
const TARGETS = { seconds: { plan: 20, apply: 60, again: 60 }, megabytes: 600 };
const LOOK_MS = 20;

/** How large a ministry is. */
export interface ImportSize {
  people: number;
  units: number;
}

/**
 * Imports generated ministries with the built tool, each into a database of its own: a plan, its application, and
 * the same files again.
 * @param serverUrl connection string of a superuser
 * @param sizes the largest last
 */
export async function importFigures(serverUrl: string, sizes: readonly ImportSize[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of sizes) {
    const hasTarget = size === sizes.at(-1);
    const name = (what: string) => `HR files, ${size.people} people, ${size.units} units: ${what}`;
    const { seconds, megabytes } = await importOnce(serverUrl, size);
    for (const [step, taken] of Object.entries(seconds)) {
      const atMost = hasTarget ? TARGETS.seconds[step as keyof typeof seconds] : null;
      figures.push({ name: name(step), value: Number(taken.toFixed(1)), unit: 's', atMost });
    }
    const atMost = hasTarget ? TARGETS.megabytes : null;
    figures.push({ name: name('peak memory (RSS)'), value: megabytes, unit: 'MB', atMost });
  }
  return figures;
}

async function importOnce(serverUrl: string, size: ImportSize) {
  const folder = mkdtempSync(join(tmpdir(), 'micconnect-import-'));
  const database = `import_${size.people}`;
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  try {
    for (const [name, bytes] of Object.entries(staffFiles(size))) writeFileSync(join(folder, name), bytes);
    await administer(serverUrl, `create database ${database}`);
    await tool(folder, url.href, ['migrate']);
    const files = ['staff', 'import', 'units.csv', 'people.csv', 'mailboxes.csv'];
    const plan = await tool(folder, url.href, [...files, '--dry-run']);
    const apply = await tool(folder, url.href, files);
    const again = await tool(folder, url.href, files);
    return {
      seconds: { plan: plan.seconds, apply: apply.seconds, again: again.seconds },
      megabytes: Math.max(plan.megabytes, apply.megabytes, again.megabytes),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await administer(serverUrl, `drop database if exists ${database} with (force)`);
  }
}

/** Runs the tool to its end, as `npm start` runs the server. @throws Error when it ends with anything but 0 */
async function tool(folder: string, databaseUrl: string, argv: readonly string[]) {
  const env = { DATABASE_URL: databaseUrl, SAMPLE_DATA: 'off' };
  const started = performance.now();
  const child = startChild([MAIN, ...argv], { env, cwd: folder });
  let megabytes = 0;
  while (!child.hasSucceeded()) {
    // The last look may come too late, and the peak never falls.
    megabytes = Math.max(megabytes, peakMegabytes(child.pid));
    await sleep(LOOK_MS);
  }
  return { seconds: (performance.now() - started) / 1000, megabytes };
}
