import { strict as assert } from 'node:assert';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { WebSocket } from 'ws';
import type { CertificateVerdict } from '../../src/domain/certificates/certificate-verdict.ts';
import { signedChallenges } from '../../src/pki/signed-challenges.ts';
import { createCertificateValidator } from '../../src/pki/validate-certificate.ts';
import { createTreeRevocation } from '../../src/revocation-wiring.ts';
import type { LocalSigner } from '../../src/samples/certificates/local-signer.ts';
import { makeSampleCertificates } from '../../src/samples/certificates/make-certificates.ts';
import { sampleLists, writePolicies } from '../../src/samples/certificates/revocation-lists.ts';
import { startSampleSigner } from '../../src/samples/certificates/sample-signer.ts';
import { SAMPLE_CERTIFICATES } from '../../src/samples/certificates/sample-trees.ts';
import { type RelyingSystem, startRelyingSystem } from '../../src/samples/relying-system.ts';
import { loadTrustBundles } from '../../src/trust-bundles.ts';
import { freePort } from '../support/free-port.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const PASSWORD = 'sample password';
const NOW = new Date('2026-06-01T03:00:00Z');

describe('sample certificates', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'micconnect-samples-'));
  const folder = join(dataDir, 'sample-certificates');
  const make = (now: Date) => makeSampleCertificates({ folder, password: PASSWORD, now, random: drawn });
  before(() => make(NOW));
  after(() => rmSync(dataDir, { recursive: true }));

  it('are made once, all together, and for their owner’s eyes', async () => {
    const before = snapshot(folder);
    await make(new Date(NOW.getTime() + 86_400_000));
    assert.deepEqual(snapshot(folder), before);
    assert.deepEqual(readdirSync(dataDir), ['sample-certificates']);
    for (const path of Object.keys(before)) assert.equal(statSync(path).mode & 0o077, 0, path);
  });

  it('are made once by processes that start together', async () => {
    const other = join(dataDir, 'at-once');
    const wish = { folder: other, password: PASSWORD, now: NOW, random: drawn };
    await Promise.all([makeSampleCertificates(wish), makeSampleCertificates(wish)]);
    assert.deepEqual(readdirSync(dataDir).sort(), ['at-once', 'sample-certificates']);
    rmSync(other, { recursive: true });
  });

  for (const { name } of SAMPLE_CERTIFICATES) {
    it(`${name}.p12 opens with its password and no other`, () => {
      const pfx = readFileSync(join(folder, `${name}.p12`));
      createSecureContext({ pfx, passphrase: PASSWORD });
      assert.throws(() => createSecureContext({ pfx, passphrase: 'another' }), /mac verify failure/);
    });
  }

  describe('judged with the lists that the sample intranet serves', () => {
    let services: TestServices;
    let intranet: RelyingSystem;
    let verdicts: Record<string, CertificateVerdict>;

    before(async () => {
      services = await openTestServices({ now: () => NOW });
      const port = await freePort();
      const origin = `http://localhost:${port}`;
      intranet = await startRelyingSystem({
        issuer: 'http://localhost:1',
        ...{ clientId: 'intranet', clientSecret: 'secret', title: 'Nội bộ', titleEn: 'Intranet' },
        ...{ port, origin, now: () => NOW, lists: sampleLists(folder, () => NOW) },
      });
      writePolicies(folder, origin);
      const config = { keysDir: dataDir, dataDir, sampleData: true, samplePort: port - 2, outboundAllow: [] };
      const bundles = loadTrustBundles(config);
      const source = createTreeRevocation(config, bundles, services.services);
      const { validateFile } = createCertificateValidator({ bundles, source });
      const judged = SAMPLE_CERTIFICATES.map(async ({ name }) => {
        return [name, await validateFile(readFileSync(join(folder, `${name}.cer`)), NOW)] as const;
      });
      verdicts = Object.fromEntries(await Promise.all(judged));
    });
    after(async () => {
      await intranet?.close();
      await services?.close();
    });

    it('are good, revoked or expired as the start table says', () => {
      const causes = Object.entries(verdicts).map(([name, { steps }]) => [
        name,
        steps.find(({ state }) => state === 'failed')?.code ?? 'good',
      ]);
      const states = { good: 'good', revoked: 'revoked', expired: 'expired' };
      assert.deepEqual(
        Object.fromEntries(causes),
        Object.fromEntries(SAMPLE_CERTIFICATES.map(({ name, state }) => [name, states[state]])),
      );
    });

    it('belong to two trees, by official e-mail', () => {
      const shown = Object.values(verdicts).map(({ facts }) => `${facts?.tree} ${facts?.emails}`);
      const trees = ['sample-government staff@', 'sample-government clerk@', 'sample-public staff@'];
      for (const tree of trees) assert.ok(shown.includes(`${tree}mic.example`), shown.join('\n'));
    });
  });

  describe('in the simulated signer', () => {
    let signer: LocalSigner;
    before(async () => {
      signer = await startSampleSigner({ folder, port: 0 });
    });
    after(() => signer?.stop());

    it('sign the text that a page sends, as the server reads it', async () => {
      const { Status, Signature } = JSON.parse(await ask(signer, wishOf('MicConnect sign-in here 1')));
      assert.equal(Status, 0);
      const read = await signedChallenges.read(Signature, 'MicConnect sign-in here 1');
      const staff = new X509Certificate(readFileSync(join(folder, 'staff.cer')));
      assert.deepEqual(read, { leaf: new Uint8Array(staff.raw), others: [] });
    });

    it('sign nothing while no token is plugged in, which only its own page decides', async () => {
      const statusAfter = async (site: string) => {
        await post(signer, 'token=none', site);
        return JSON.parse(await ask(signer, wishOf('text'))).Status;
      };
      assert.equal(await statusAfter('cross-site'), 0);
      assert.equal(await statusAfter('same-origin'), 14);
    });

    it('outlive whatever else is sent', async () => {
      for (const rubbish of ['{', 'null', 'x'.repeat(100_000)])
        await assert.rejects(ask(signer, rubbish), /closed/);
      assert.equal(JSON.parse(await ask(signer, wishOf('text'))).Status, 14);
    });

    it('cannot be had twice at one port', async () => {
      await assert.rejects(startSampleSigner({ folder, port: signer.port }), { code: 'EADDRINUSE' });
    });
  });
});

function drawn(bytes: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(bytes));
}

/** Every file below a folder with what is in it. */
function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path, readFileSync(path, 'base64')];
    }),
  );
}

function wishOf(text: string): string {
  return JSON.stringify({ JsonContent: text, DetachPayload: 'false', IsPss: 'true' });
}

function ask({ port }: LocalSigner, message: string): Promise<string> {
  const socket = new WebSocket(`wss://127.0.0.1:${port}/SignJson`, { rejectUnauthorized: false });
  return new Promise((resolve, reject) => {
    socket.on('open', () => socket.send(message));
    socket.on('message', (answer) => {
      resolve(String(answer));
      socket.close();
    });
    socket.on('close', () => reject(new Error('closed')));
    socket.on('error', reject);
  });
}

function post({ port }: LocalSigner, body: string, site: string): Promise<number | undefined> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': site };
  const options = { method: 'POST', headers, rejectUnauthorized: false };
  return new Promise((resolve, reject) => {
    request(`https://127.0.0.1:${port}/token`, options, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end(body);
  });
}
