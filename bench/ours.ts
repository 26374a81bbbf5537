import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import { PASSWORD_LEVEL } from '../src/domain/authentication/assurance.ts';
import { createServices, type Services } from '../src/services.ts';
import { openPostgres } from '../src/storage/database.ts';
import { migrate } from '../src/storage/migrate.ts';
import { freePort } from '../test/support/free-port.ts';
import { type Child, startChild, untilOk } from './child.ts';
import type { Contender } from './measure.ts';
import { type Ministry, seedBenchMinistry } from './ministry.ts';
import { mint } from './mint.ts';

const ROOT = new URL('..', import.meta.url).pathname;
/** The built product. */
export const MAIN = join(ROOT, 'dist', 'main.js');
const POOL_SIZE = 10;

/** Our product on a database, as one would run it. */
export interface Product extends Omit<Contender, 'pid'>, Ministry {
  issuer: string;
  /** What the benchmark itself has open, for what has to be there besides. */
  services: Services;
  /** Starts the built server and waits until it is ready. */
  start(): Promise<{ child: Child; readyAfterMs: number }>;
  /** Closes what the benchmark itself has open. */
  close(): Promise<void>;
}

/** Builds what is going to be measured. */
export function buildProduct(): void {
  execFileSync(process.execPath, ['build.mjs'], { cwd: ROOT, stdio: 'inherit' });
}

/** Migrates and fills a database, and prepares to serve it. */
export async function prepareProduct(databaseUrl: string): Promise<Product> {
  const directory = mkdtempSync(join(tmpdir(), 'micconnect-bench-'));
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const env = {
    ISSUER: issuer,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    DATA_DIR: join(directory, 'data'),
    KEYS_DIR: join(directory, 'keys'),
    SAMPLE_DATA: 'off',
    MICCONNECT_LOG_LEVEL: 'warn',
  };
  const config = loadConfig(env, directory);
  // Minting is not measured, so it need not wait for the disk.
  const quick = `${databaseUrl}?options=${encodeURIComponent('-c synchronous_commit=off')}`;
  const database = await openPostgres(quick, POOL_SIZE);
  await migrate(database);
  const services = createServices(config, database);
  const ministry = await seedBenchMinistry(services);
  const app = await createApp(services, pino({ level: 'silent' }));
  const { provider, sessions } = app.parts;
  const plan = {
    provider,
    accountIds: ministry.people.map(({ id }) => id),
    acr: PASSWORD_LEVEL,
    onSession: async (session: Parameters<typeof sessions.observe>[0]) => {
      const isOpen = await sessions.observe(session, { state: {} });
      if (!isOpen) throw new Error('a session just made is over');
    },
  };
  return {
    ...ministry,
    issuer,
    port,
    services,
    mint: (model, count) => mint(plan, model, count),
    async start() {
      const started = performance.now();
      // As `npm start` starts it.
      const child = startChild(['--max-semi-space-size=8', MAIN, 'serve'], { env, cwd: directory });
      await untilOk(child, port, '/health/ready');
      return { child, readyAfterMs: performance.now() - started };
    },
    async close() {
      await database.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
