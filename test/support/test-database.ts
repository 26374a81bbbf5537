import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type Database, openPostgres } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openTestDatabase as openEmbeddedTestDatabase } from './embedded.ts';
import { schemaState } from './schema-state.ts';

/** Any constant serves; processes that make the template together agree on it. */
const TEMPLATE_LOCK = 7_236_101;

/** PostgreSQL for the tests of storage and protocol; without it they run on the embedded database. */
export const postgresUrl = (): string | undefined => process.env.TEST_DATABASE_URL;

/** A fresh, migrated database of its own for a suite: on PostgreSQL when the runner names one. */
export async function openTestDatabase(): Promise<Database & { url?: string }> {
  const server = postgresUrl();
  if (server === undefined) return openEmbeddedTestDatabase();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(server, async (run) => {
    const template = await migratedTemplate(server, run);
    await run(`create database ${name} template ${template}`);
  });
  const url = urlOf(server, name);
  const database = await openPostgres(url, 10);
  const close = async () => {
    await database.close();
    await administer(server, (run) => run(`drop database ${name} with (force)`));
  };
  return { ...database, close, url };
}

type Run = (statement: string) => Promise<pg.QueryResult>;

/** Copying a migrated database is quicker than migrating one. It gets its name when it is whole. */
async function migratedTemplate(server: string, run: Run): Promise<string> {
  const name = `test_template_${schemaState()}`;
  await run(`select pg_advisory_lock(${TEMPLATE_LOCK})`);
  const { rowCount } = await run(`select from pg_database where datname = '${name}'`);
  if (rowCount === 0) {
    await run(`drop database if exists ${name}_draft with (force)`);
    await run(`create database ${name}_draft`);
    const database = await openPostgres(urlOf(server, `${name}_draft`), 2);
    await migrate(database).finally(() => database.close());
    await run(`alter database ${name}_draft rename to ${name}`);
  }
  await run(`select pg_advisory_unlock(${TEMPLATE_LOCK})`);
  return name;
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

async function administer(server: string, work: (run: Run) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await work((statement) => client.query(statement)).finally(() => client.end());
}
