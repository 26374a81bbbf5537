import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { openEmbedded } from './database.ts';
import { migrate } from './migrate.ts';

/**
 * Writes a dump of an empty, migrated embedded database. Starting from it saves the seconds that making a
 * database takes; one made by an earlier version is migrated on like any other.
 */
export async function makeSnapshot(path: string, pid: number): Promise<void> {
  const database = await openEmbedded({ directory: null, pid });
  await migrate(database);
  const dump = await database.pglite.dumpDataDir('gzip');
  await database.close();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.draft`, Buffer.from(await dump.arrayBuffer()));
  renameSync(`${path}.draft`, path);
}

/** The dump to start a new database from; undefined when none was made. */
export function readSnapshot(path: string): Blob | undefined {
  return existsSync(path) ? new Blob([readFileSync(path)]) : undefined;
}
