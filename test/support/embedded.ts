import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbedded } from '../../src/storage/database.ts';
import { startEmbedded } from '../../src/storage/embedded.ts';
import { makeSnapshot } from '../../src/storage/snapshot.ts';

const CACHE = new URL('../../.data/test/', import.meta.url).pathname;
const MIGRATIONS = new URL('../../migrations/', import.meta.url).pathname;

/** A fresh in-memory database, migrated; loaded from one cached dump, because making one takes seconds. */
export async function openTestDatabase() {
  const snapshot = join(CACHE, `migrated-${newestMigration()}.tar.gz`);
  if (!existsSync(snapshot)) await makeSnapshot(snapshot, process.pid);
  return openEmbedded(startEmbedded({ directory: null, pid: process.pid, snapshot }));
}

/** Changes whenever a migration is added or edited, so that a stale dump is never used. */
function newestMigration(): number {
  return Math.max(
    ...readdirSync(MIGRATIONS).map((name) => Math.floor(statSync(join(MIGRATIONS, name)).mtimeMs)),
  );
}
