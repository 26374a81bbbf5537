import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/list.ts';
import { sendDirectly } from './direct-statements.ts';
import type { EmbeddedEngine } from './embedded.ts';
import { PGliteStream } from './pglite-stream.ts';
import { PreparingClient } from './prepared-statements.ts';
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
  // Given, not looked up: it must be the one whose parsers are set above.
  driver: pg,
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
    extra: {
      Client: PreparingClient,
      statement_timeout: 10_000,
      idle_in_transaction_session_timeout: 15_000,
      keepAlive: true,
      // Compiling a statement takes seconds where running it takes milliseconds, as soon as an estimate is far too high.
      options: '-c jit=off',
    },
  });
  await source.initialize();
  sendDirectly(source);
  return { source, kind: 'postgresql', close: () => source.destroy() };
}

/** Connects to the embedded database; closing the connection closes it. */
export async function openEmbedded(engine: EmbeddedEngine): Promise<Database> {
  const source = new DataSource({
    ...shared,
    username: 'postgres',
    database: 'postgres',
    poolSize: 1,
    // Making a new database takes seconds on a slow machine.
    connectTimeoutMS: 60_000,
    extra: { Client: PreparingClient, stream: () => new PGliteStream(engine), idleTimeoutMillis: 0 },
  });
  const close = async () => {
    if (source.isInitialized) await source.destroy();
    await engine.close();
  };
  try {
    await source.initialize();
    sendDirectly(source);
  } catch (error) {
    await close();
    throw error;
  }
  return { source, kind: 'embedded', close };
}
