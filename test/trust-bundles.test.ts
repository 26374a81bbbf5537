import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../src/config.ts';
import { loadTrustBundles } from '../src/trust-bundles.ts';
import { makeCertificateTrees } from './support/certificate-trees.ts';

describe('trusted trees of an installation', () => {
  const keysDir = mkdtempSync(join(tmpdir(), 'micconnect-keys-'));
  const config = { keysDir, dataDir: keysDir, sampleData: false };
  const write = (name: string, content: string) => writeFileSync(join(keysDir, 'ca', name), content);
  after(() => rmSync(keysDir, { recursive: true }));

  it('are none without a folder: nobody signs in by certificate, and the start goes on', () => {
    assert.deepEqual(loadTrustBundles(config), []);
  });

  it('are read in the order of their names; what else lies there is left alone', async () => {
    const [one, two] = await Promise.all([makeCertificateTrees(), makeCertificateTrees()]);
    mkdirSync(join(keysDir, 'ca'));
    write('README', 'notes');
    write('g2.pem', two.pem);
    write('g2.json', two.json);
    write('g1.pem', one.pem);
    write('g1.json', one.json);
    assert.deepEqual(
      loadTrustBundles(config).map(({ tree }) => tree),
      ['g1', 'g2'],
    );
  });

  it('stop the start when anything is wrong, with every problem', () => {
    write('g2.pem', 'rubbish');
    write('g3.json', '{}');
    assert.throws(
      () => loadTrustBundles(config),
      (error: unknown) => {
        assert.ok(error instanceof ConfigError);
        for (const problem of [
          /ca\/g2\.pem: cannot be read/,
          /ca\/g3\.pem: is missing/,
          /ca\/g3\.json: name: /,
        ])
          assert.match(error.message, problem);
        return true;
      },
    );
  });
});
