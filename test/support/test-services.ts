import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config.ts';
import type { RevocationSource } from '../../src/domain/certificates/revocation-proof.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { createServices, type Services } from '../../src/services.ts';
import { putKeys } from './installation-keys.ts';
import { openTestDatabase } from './test-database.ts';

export interface TestServices {
  services: Services;
  close(): Promise<void>;
}

/** What certificates are judged by: files of `KEYS_DIR/ca`, and who proves revocation. */
export interface TestTrust {
  files: Record<string, string>;
  source: RevocationSource;
}

/** The domain on a database of its own, without a server, at whatever time the clock tells. */
export async function openTestServices(clock: Clock, trust?: TestTrust): Promise<TestServices> {
  const directory = mkdtempSync(join(tmpdir(), 'micconnect-services-'));
  const trusted = join(directory, 'keys', 'ca');
  mkdirSync(trusted, { recursive: true });
  for (const [name, content] of Object.entries(trust?.files ?? {}))
    writeFileSync(join(trusted, name), content);
  const database = await openTestDatabase();
  const config = loadConfig({ KEYS_DIR: join(directory, 'keys'), DATA_DIR: directory }, directory);
  await putKeys(config.keysDir);
  return {
    services: createServices(config, database, clock, trust?.source),
    async close() {
      await database.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
