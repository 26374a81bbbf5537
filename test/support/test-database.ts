import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type Database, openPostgres } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openTestDatabase as openEmbeddedTestDatabase } from './embedded.ts';

/** PostgreSQL for the tests of storage and protocol; without it they run on the embedded database. */
export const postgresUrl = (): string | undefined => process.env.TEST_DATABASE_URL;

/** A fresh, migrated database of its own for a suite: on PostgreSQL when the runner names one. */
export async function openTestDatabase(): Promise<Database & { url?: string }> {
  const server = postgresUrl();
  if (server === undefined) return openEmbeddedTestDatabase();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = await openPostgres(url.href, 10);
  await migrate(database);
  const close = async () => {
    await database.close();
    await administer(server, `drop database ${name} with (force)`);
  };
  return { ...database, close, url: url.href };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}
