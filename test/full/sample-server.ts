import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../support/free-port.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

export interface SampleServer extends ServerProcess {
  /** Origins of email, documents, intranet, portal, hr and reporting. */
  systems: string[];
  directory: string;
  remove(): Promise<void>;
}

/** The product as `npm start` gives it: embedded database, sample ministry, six relying systems. */
export async function startSampleServer(environment: Record<string, string> = {}): Promise<SampleServer> {
  const directory = mkdtempSync(join(tmpdir(), 'micconnect-sample-'));
  const first = await freePorts(6);
  const server = await startServerProcess({
    DATA_DIR: join(directory, 'data'),
    KEYS_DIR: join(directory, 'keys'),
    SAMPLE_PORT: String(first),
    ...environment,
  });
  return {
    ...server,
    systems: Array.from({ length: 6 }, (_, index) => `http://localhost:${first + index}`),
    directory,
    async remove() {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
