import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { createServices, type Services } from '../../src/services.ts';
import { openTestDatabase } from './test-database.ts';

export interface TestServices {
  services: Services;
  close(): Promise<void>;
}

/** The domain on a database of its own, without a server, at whatever time the clock tells. */
export async function openTestServices(clock: Clock): Promise<TestServices> {
  const directory = mkdtempSync(join(tmpdir(), 'micconnect-services-'));
  const database = await openTestDatabase();
  const config = loadConfig({ KEYS_DIR: join(directory, 'keys'), DATA_DIR: directory }, directory);
  return {
    services: createServices(config, database, clock),
    async close() {
      await database.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
