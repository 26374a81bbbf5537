import { strict as assert } from 'node:assert';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { listenForCertificates } from '../src/certificate-listener.ts';
import type { TrustBundle } from '../src/pki/trust-bundle.ts';
import { bundlesOf, makeCertificateTrees } from './support/certificate-trees.ts';
import { freePort } from './support/free-port.ts';

describe('the listener that asks for certificates', () => {
  let bundles: TrustBundle[];
  let directory: string;
  let taken: Server;

  before(async () => {
    bundles = bundlesOf(await makeCertificateTrees());
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, () => resolve()));
  });
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'micconnect-listener-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  after(() => taken.close());

  async function listen(certificatePort: number, sampleData: boolean) {
    const lines: string[] = [];
    const log = { warn: (_: object, text: string) => lines.push(text) } as unknown as Logger;
    const folders = { keysDir: join(directory, 'keys'), dataDir: join(directory, 'data') };
    const where = { host: '::', certificateOrigin: 'https://localhost', certificatePort };
    const config = { ...folders, ...where, production: false, trustedProxies: [], sampleData };
    const listener = await listenForCertificates(() => {}, bundles, config, log);
    await listener?.drain();
    return { isOpen: listener !== undefined, lines };
  }

  it('stops the start where its port is taken, but in sample mode', async () => {
    const { port } = taken.address() as AddressInfo;
    await assert.rejects(listen(port, false), { code: 'EADDRINUSE' });
    const { isOpen, lines } = await listen(port, true);
    assert.equal(isOpen, false);
    assert.match(lines.join(), /CERTIFICATE_PORT is taken/);
  });

  it('keeps what it makes in sample mode out of KEYS_DIR', async () => {
    const places = ['data/sample-certificates/tls/key.pem', 'keys/tls/key.pem'];
    const made = () => places.map((place) => existsSync(join(directory, place)));
    assert.equal((await listen(await freePort(), true)).isOpen, true);
    assert.deepEqual(made(), [true, false]);
    assert.equal((await listen(await freePort(), false)).isOpen, true);
    assert.deepEqual(made(), [true, true]);
  });
});
