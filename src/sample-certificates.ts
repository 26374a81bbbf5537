import { randomBytes } from 'node:crypto';
import type { Config } from './config.ts';
import type { Clock } from './domain/clock.ts';
import { SAMPLE_SIGNER, sampleCertificatesDir, sampleListOrigin } from './sample-places.ts';
import type { LocalSigner } from './samples/certificates/local-signer.ts';
import { makeSampleCertificates } from './samples/certificates/make-certificates.ts';
import { type Documents, sampleLists, writePolicies } from './samples/certificates/revocation-lists.ts';
import { startSampleSigner } from './samples/certificates/sample-signer.ts';

/**
 * Makes the sample trees with their certificates at the first start, before the trusted trees are read.
 * @param password of the files that browsers import
 */
export async function prepareSampleCertificates(config: Config, password: string): Promise<void> {
  const folder = sampleCertificatesDir(config);
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  await makeSampleCertificates({ folder, password, now: new Date(), random });
  writePolicies(folder, sampleListOrigin(config));
}

/** What the sample intranet serves at `sampleListOrigin`. */
export function sampleRevocationLists(config: Config, clock: Clock): Documents {
  return sampleLists(sampleCertificatesDir(config), () => clock.now());
}

/** Plays the local signer; undefined where its port is taken, by the true one or by another instance. */
export async function startLocalSignerOf(config: Config): Promise<LocalSigner | undefined> {
  try {
    return await startSampleSigner({
      folder: sampleCertificatesDir(config),
      port: Number(new URL(SAMPLE_SIGNER).port),
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return undefined;
  }
}
