import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type Config, type Environment, loadConfig } from '../../src/config.ts';
import { type RunningServer, startServer } from '../../src/start-server.ts';
import { freePort } from './free-port.ts';
import { putKeys } from './installation-keys.ts';
import { openTestDatabase } from './test-database.ts';

export interface TestServer extends RunningServer {
  issuer: string;
  config: Config;
  /** Every log line so far, parsed. */
  logLines: Record<string, unknown>[];
  stop(): Promise<void>;
}

/** The whole server on a port and a database of its own. */
export async function startTestServer(environment: Environment = {}): Promise<TestServer> {
  const directory = mkdtempSync(join(tmpdir(), 'micconnect-test-'));
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const database = await openTestDatabase();
  const logLines: Record<string, unknown>[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void logLines.push(JSON.parse(line)) });
  const config = loadConfig(
    {
      ISSUER: issuer,
      PORT: String(port),
      DATA_DIR: join(directory, 'data'),
      KEYS_DIR: join(directory, 'keys'),
      SAMPLE_DATA: 'off',
      OUTBOUND_ALLOW: 'localhost,127.0.0.1,::1',
      ...environment,
    },
    directory,
  );
  await putKeys(config.keysDir);
  const running = await startServer(config, database, log);
  // Administrators sign in with a password alone, unless a test is about their second factor.
  await running.services.settings.set('multi_factor.administrators', '0', { kind: 'system' });
  // Nor does anybody wait between wrong passwords.
  await running.services.settings.set('lock.free', '100', { kind: 'system' });
  return {
    ...running,
    issuer,
    config,
    logLines,
    async stop() {
      await running.close('test');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
