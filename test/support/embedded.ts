import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbedded } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';

const CACHE = new URL('../../.data/test/', import.meta.url).pathname;
const MIGRATIONS = new URL('../../migrations/', import.meta.url).pathname;

/** A fresh in-memory database, migrated; loaded from one cached dump, because making one takes seconds. */
export async function openTestDatabase() {
  const snapshot = await loadSnapshot();
  return openEmbedded({ directory: null, pid: process.pid, snapshot });
}

async function loadSnapshot(): Promise<Blob> {
  const path = join(CACHE, `migrated-${newestMigration()}.tar.gz`);
  if (!existsSync(path)) {
    const database = await openEmbedded({ directory: null, pid: process.pid });
    await migrate(database);
    const dump = await database.pglite.dumpDataDir('gzip');
    await database.close();
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(path, Buffer.from(await dump.arrayBuffer()));
  }
  return new Blob([readFileSync(path)]);
}

/** Changes whenever a migration is added or edited, so that a stale dump is never used. */
function newestMigration(): number {
  return Math.max(
    ...readdirSync(MIGRATIONS).map((name) => Math.floor(statSync(join(MIGRATIONS, name)).mtimeMs)),
  );
}
