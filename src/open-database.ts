import type { Config } from './config.ts';
import { snapshotPath } from './package-root.ts';
import type { Database } from './storage/database.ts';
import { startEmbedded } from './storage/embedded.ts';

const POOL_SIZE = 10;

/**
 * Opens the database that the configuration names. The embedded one starts on its own thread while this one
 * still loads the mapper and whatever else the caller imports meanwhile.
 * @throws directory_locked
 */
export async function openDatabase({ databaseUrl, dataDir }: Config, pid: number): Promise<Database> {
  if (databaseUrl !== null) {
    const { openPostgres } = await import('./storage/database.ts');
    return openPostgres(databaseUrl, POOL_SIZE);
  }
  const engine = startEmbedded({ directory: dataDir, pid, snapshot: snapshotPath() });
  const { openEmbedded } = await import('./storage/database.ts');
  return openEmbedded(engine);
}
