import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const MODULE = '/usr/lib/softhsm/libsofthsm2.so';
const LABEL = 'officer';
const KEY = ['--label', 'login', '--id', '01'];
const run = promisify(execFile);

export interface UsbToken {
  /** SubjectPublicKeyInfo of the key that was made inside, and cannot leave. */
  publicKey: Uint8Array;
  /** Puts the certificate of that key beside it. */
  keep(certificate: Uint8Array): void;
  /** What the key is allowed, as the token tells. */
  access(): string;
  /**
   * Shakes hands at an address, the token signing behind its PIN.
   * @returns where the answer leads
   * @throws Error when there was no handshake
   */
  shakeHands(address: string, pin: string): Promise<string>;
  remove(): void;
}

/** A token as staff hold one, reached by PKCS #11: SoftHSM2 with an RSA key, as the government's authorities use. */
export function makeUsbToken(pin: string): UsbToken {
  const directory = mkdtempSync(join(tmpdir(), 'micconnect-token-'));
  const file = (name: string) => join(directory, name);
  mkdirSync(file('tokens'));
  writeFileSync(file('softhsm2.conf'), `directories.tokendir = ${file('tokens')}\nlog.level = ERROR\n`);
  const env = {
    PATH: process.env.PATH,
    SOFTHSM2_CONF: file('softhsm2.conf'),
    PKCS11_MODULE_PATH: MODULE,
  };
  const call = (command: string, ...args: string[]) => execFileSync(command, args, { env, stdio: 'pipe' });
  const tool = (...args: string[]) =>
    call('pkcs11-tool', '--module', MODULE, '--token-label', LABEL, '--login', '--pin', pin, ...args);
  call('softhsm2-util', '--init-token', '--free', '--label', LABEL, '--so-pin', '0000', '--pin', pin);
  tool('--keypairgen', '--key-type', 'rsa:2048', '--usage-sign', ...KEY);
  const object = (type: string) => `pkcs11:token=${LABEL};object=login;type=${type}`;
  return {
    publicKey: tool('--read-object', '--type', 'pubkey', ...KEY),
    keep(certificate) {
      writeFileSync(file('login.der'), certificate);
      tool('--write-object', file('login.der'), '--type', 'cert', ...KEY);
    },
    access: () => tool('--list-objects', '--type', 'privkey').toString(),
    async shakeHands(address, typed) {
      const certificate = ['--cert-type', 'ENG', '--cert', object('cert')];
      const key = ['--key-type', 'ENG', '--key', `${object('private')};pin-value=${typed}`];
      // The listener certifies itself here, as it does outside production.
      const answer = ['--insecure', '--silent', '--show-error', '--max-time', '20'];
      const shown = ['--output', '/dev/null', '--write-out', '%{redirect_url}'];
      const args = [...answer, ...shown, '--engine', 'pkcs11', ...certificate, ...key, address];
      return (await run('curl', args, { env })).stdout;
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** What is missing on this machine to run it. */
export function missingTokenTools(): string | undefined {
  const needed = {
    softhsm2: '/usr/bin/softhsm2-util',
    opensc: '/usr/bin/pkcs11-tool',
    curl: '/usr/bin/curl',
    'libengine-pkcs11-openssl': '/usr/share/doc/libengine-pkcs11-openssl',
  };
  return Object.entries(needed).find(([, path]) => !existsSync(path))?.[0];
}
