import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, openEmbedded } from '../../src/storage/database.ts';
import { type EmbeddedEngine, startEmbedded } from '../../src/storage/embedded.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { emptyDatabase, readTemplate, type Template } from './empty-database.ts';
import { schemaState } from './schema-state.ts';

const KEPT = new URL('../../.data/test/', import.meta.url).pathname;

/** Engines of this process that nobody uses at the moment. */
const idle: { engine: EmbeddedEngine; template: Template }[] = [];

/**
 * A database in memory, migrated and empty. Its engine takes seconds to start, so the one that a file has closed
 * serves the process's next file as well, emptied; unless a test has changed the schema.
 */
export async function openTestDatabase(): Promise<Database> {
  const used = idle.pop();
  if (used === undefined) return openFresh();
  const { engine, template } = used;
  const database = await connect(engine);
  if (await emptyDatabase(database.source, template)) return lent(database, engine, template);
  await database.close();
  await engine.close();
  return openTestDatabase();
}

/** A database in a folder, as an installation has it, migrated and empty. Closing it ends its engine. */
export async function openTestDatabaseIn(directory: string): Promise<Database> {
  const { engine, database } = await start(directory);
  const close = () => database.close().then(() => engine.close());
  return { ...database, close };
}

async function openFresh(): Promise<Database> {
  const { engine, database } = await start(null);
  return lent(database, engine, await readTemplate(database.source));
}

async function start(directory: string | null) {
  const dump = join(KEPT, `migrated-${schemaState()}.tar.gz`);
  const isKept = existsSync(dump);
  const engine = startEmbedded({ directory, pid: process.pid, snapshot: dump });
  const database = await connect(engine);
  if (!isKept) {
    await migrate(database);
    keep(dump, await engine.dump());
  }
  return { engine, database };
}

/** Closing the connection leaves the engine alone. */
const connect = (engine: EmbeddedEngine) => openEmbedded({ ...engine, close: async () => {} });

function lent(database: Database, engine: EmbeddedEngine, template: Template): Database {
  let isOpen = true;
  return {
    ...database,
    async close() {
      await database.close();
      if (isOpen) idle.push({ engine, template });
      isOpen = false;
    },
  };
}

/** Whole or not at all: two processes may make it at the same time, and one may be killed at it. */
function keep(path: string, dump: Uint8Array): void {
  mkdirSync(KEPT, { recursive: true });
  writeFileSync(`${path}.${process.pid}`, dump);
  renameSync(`${path}.${process.pid}`, path);
}
