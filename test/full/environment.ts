import { existsSync } from 'node:fs';
import { type PostgresCluster, startPostgres } from '../support/postgres.ts';
import { missingNssTools } from './certificate-browser.ts';
import { missingSlapd } from './slapd.ts';
import { missingTokenTools } from './usb-token.ts';

/** What the fuller suites need beyond Node; a missing package is named, never skipped in silence. */
let postgres: PostgresCluster | undefined;

export async function mochaGlobalSetup(): Promise<void> {
  if (!existsSync('/usr/bin/chromium')) throw new Error('chromium is missing: apt-get install chromium');
  const missing = missingSlapd() ?? missingNssTools() ?? missingTokenTools();
  if (missing !== undefined) throw new Error(`${missing} is missing: apt-get install ${missing}`);
  postgres = await startPostgres();
  process.env.TEST_DATABASE_URL = postgres.url;
}

export async function mochaGlobalTeardown(): Promise<void> {
  await postgres?.stop();
}
