import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config.ts';
import { createServices, type Services } from '../../src/services.ts';
import { freePort } from '../support/free-port.ts';
import { openTestDatabase } from '../support/test-database.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

export interface TwoNodes {
  issuer: string;
  nodes: [ServerProcess, ServerProcess];
  /** The domain on the same database, for setting the scene and looking behind it. */
  services: Services;
  /** A folder of theirs. */
  directory: string;
  stop(): Promise<void>;
}

/** Two server processes on one PostgreSQL, under one issuer, as behind a balancer. */
export async function startTwoNodes(): Promise<TwoNodes> {
  const database = await openTestDatabase();
  if (database.url === undefined) throw new Error('two nodes need PostgreSQL');
  const directory = mkdtempSync(join(tmpdir(), 'micconnect-nodes-'));
  const ports = [await freePort(), await freePort()];
  const issuer = `http://localhost:${ports[0]}`;
  const shared = {
    DATABASE_URL: database.url,
    ISSUER: issuer,
    DATA_DIR: directory,
    KEYS_DIR: join(directory, 'keys'),
    SAMPLE_DATA: 'off',
    OUTBOUND_ALLOW: 'localhost,127.0.0.1,::1',
  };
  // Together, so that they also race for the migration lock and for the first signing keys.
  const [first, second] = await Promise.all(
    ports.map((port) => startServerProcess({ ...shared, PORT: String(port) })),
  );
  if (first === undefined || second === undefined) throw new Error('two nodes expected');
  const services = createServices(loadConfig(shared, directory), database);
  return {
    issuer,
    nodes: [first, second],
    services,
    directory,
    async stop() {
      await Promise.all([first.stop(), second.stop()]);
      await database.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
