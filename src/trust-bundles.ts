import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError } from './config.ts';
import { readTrustBundles, type TrustBundle, type TrustFiles } from './pki/trust-bundle.ts';
import { sampleCertificatesDir } from './sample-places.ts';

/**
 * Reads the trees of certification authorities that this installation trusts: `KEYS_DIR/ca/TREE.pem` with `TREE.json`.
 * Sample mode adds its own. Without any nobody signs in by certificate.
 * @throws ConfigError with every problem of every file
 */
export function loadTrustBundles(config: Pick<Config, 'keysDir' | 'dataDir' | 'sampleData'>): TrustBundle[] {
  const samples = config.sampleData ? filesIn(join(sampleCertificatesDir(config), 'ca')) : [];
  const ofSamples = samples.map((files) => ({ ...files, isSample: true }));
  const { bundles, problems } = readTrustBundles([...filesIn(join(config.keysDir, 'ca')), ...ofSamples]);
  if (problems.length > 0) {
    throw new ConfigError(problems.map((text) => ({ key: 'KEYS_DIR', text: `ca/${text}` })));
  }
  return bundles;
}

function filesIn(folder: string): TrustFiles[] {
  const names = namesIn(folder);
  const trees = names.flatMap((name) => /^(.+)\.(?:pem|json)$/.exec(name)?.[1] ?? []);
  return [...new Set(trees)].map((tree) => ({
    tree,
    pem: names.includes(`${tree}.pem`) ? readFileSync(join(folder, `${tree}.pem`)) : null,
    json: names.includes(`${tree}.json`) ? readFileSync(join(folder, `${tree}.json`), 'utf8') : null,
  }));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
