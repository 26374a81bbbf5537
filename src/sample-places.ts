import { join } from 'node:path';
import type { Config } from './config.ts';

/** Where sample mode keeps trees, certificates and keys of its own, so that none of them gets into `KEYS_DIR`. */
export function sampleCertificatesDir({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'sample-certificates');
}

/** Where sample mode plays VGCA Sign Service: the address at which pages look for it. */
export const SAMPLE_SIGNER = 'https://127.0.0.1:8987';

/** Where the sample intranet keeps the sample trees' revocation lists: the third of the sample relying systems. */
export function sampleListOrigin({ samplePort }: Pick<Config, 'samplePort'>): string {
  return `http://localhost:${samplePort + 2}`;
}
