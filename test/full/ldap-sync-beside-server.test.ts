import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../support/free-port.ts';
import { ministryLdif } from './ldap-entries.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';
import { type Slapd, SUFFIX, startSlapd } from './slapd.ts';

const PRODUCT = resolve(import.meta.dirname, '../../dist/main.js');
const run = promisify(execFile);

describe('staff sync beside a server that owns the embedded database', function () {
  this.timeout(120_000);
  let folder: string;
  let slapd: Slapd;
  let server: ServerProcess;
  let environment: Record<string, string>;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'micconnect-beside-'));
    const port = String(await freePort());
    environment = {
      PORT: port,
      ISSUER: `http://localhost:${port}`,
      DATA_DIR: join(folder, 'data'),
      KEYS_DIR: join(folder, 'keys'),
      SAMPLE_DATA: 'off',
    };
    slapd = await startSlapd(ministryLdif(10));
    server = await startServerProcess(environment);
  });
  after(async () => {
    await server?.stop();
    await slapd?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('the server reads the directory, with the officer’s own files', async () => {
    // Names without a folder: the server stands elsewhere and would not find them.
    copyFileSync(slapd.caFile, join(folder, 'ca.pem'));
    copyFileSync(slapd.passwordFile, join(folder, 'password'));
    const description = {
      url: slapd.secureUrl,
      ca_file: 'ca.pem',
      bind_dn: `cn=sync,${SUFFIX}`,
      password_file: 'password',
      base: `ou=people,${SUFFIX}`,
      units: {
        base: `ou=units,${SUFFIX}`,
        filter: '(&(objectClass=organizationalUnit)(description=*))',
        attributes: { ma_don_vi: 'ou', ten_don_vi: 'description', ma_don_vi_cha: 'businessCategory' },
      },
    };
    writeFileSync(join(folder, 'source.json'), JSON.stringify(description));
    const argv = [PRODUCT, 'staff', 'sync', '--file', 'source.json', '--json'];
    const env = { PATH: process.env.PATH ?? '', ...environment };
    const { stdout } = await run(process.execPath, argv, { cwd: folder, env, timeout: 60_000 });
    assert.equal(JSON.parse(stdout).joiners.length, 10);
    assert.match(await server.operate('staff', 'show', 'CB0001'), /p0001@mic\.example/);
  });
});
