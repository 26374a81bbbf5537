import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/list.ts';
import { lockDirectory } from './directory-lock.ts';
import { PGliteStream } from './pglite-stream.ts';
import { schemas } from './schema/all.ts';

// Days stay `YYYY-MM-DD` strings and counts become numbers; both fit JavaScript exactly.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** An open database: PostgreSQL, or PGlite behind the same client. */
export interface Database {
  source: DataSource;
  kind: 'postgresql' | 'embedded';
  close(): Promise<void>;
}

const shared = {
  type: 'postgres' as const,
  entities: schemas,
  migrations,
  synchronize: false,
  logging: false,
};

/**
 * Opens PostgreSQL.
 * @param url connection string, `postgresql://…`
 * @param poolSize connections of this process
 */
export async function openPostgres(url: string, poolSize: number): Promise<Database> {
  const source = new DataSource({
    ...shared,
    url,
    poolSize,
    // A database that hangs must become a refusal within seconds, not a pile of waiting requests.
    connectTimeoutMS: 3000,
    extra: { statement_timeout: 10_000, idle_in_transaction_session_timeout: 15_000, keepAlive: true },
  });
  await source.initialize();
  return { source, kind: 'postgresql', close: () => source.destroy() };
}

interface EmbeddedOptions {
  /** Folder of the database; null keeps it in memory. */
  directory: string | null;
  pid: number;
  /** A dump that a new database starts from; asked for only when there is no database yet. */
  snapshot?: () => Blob | undefined;
}

/**
 * Opens the embedded database and locks its folder.
 * @throws directory_locked when another process has it open
 */
export async function openEmbedded({
  directory,
  pid,
  snapshot,
}: EmbeddedOptions): Promise<Database & { pglite: PGlite }> {
  const unlock = directory === null ? () => {} : lockDirectory(directory, pid);
  try {
    const dataDir = directory === null ? undefined : join(directory, 'database');
    const dump = dataDir !== undefined && existsSync(dataDir) ? undefined : snapshot?.();
    // Loaded here: on PostgreSQL nobody pays for it.
    const { PGlite } = await import('@electric-sql/pglite');
    const pglite = await PGlite.create({
      ...(dataDir !== undefined && { dataDir }),
      ...(dump !== undefined && { loadDataDir: dump }),
      relaxedDurability: true,
    });
    const source = new DataSource({
      ...shared,
      username: 'postgres',
      database: 'postgres',
      poolSize: 1,
      connectTimeoutMS: 5000,
      extra: { stream: () => new PGliteStream(pglite), idleTimeoutMillis: 0 },
    });
    await source.initialize();
    const close = async () => {
      await source.destroy();
      await pglite.close();
      unlock();
    };
    return { source, kind: 'embedded', close, pglite };
  } catch (error) {
    unlock();
    throw error;
  }
}
