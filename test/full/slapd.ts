import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';
import { makeAuthority } from './certificates.ts';

export const SLAPD = '/usr/sbin/slapd';
export const SUFFIX = 'dc=mic,dc=example';
export const BIND_PASSWORD = 'đồng-bộ 2026';
const ROOT = { dn: `cn=root,${SUFFIX}`, password: 'root' };
const READY_WITHIN_MS = 15_000;

/** Debian's OpenLDAP as an ordinary child process, in a folder of its own. */
export interface Slapd {
  /** Plain, with STARTTLS. */
  url: string;
  port: number;
  /** The certificate names `localhost` alone. */
  secureUrl: string;
  caFile: string;
  passwordFile: string;
  child: ChildProcess;
  /** Adds, changes and deletes by LDIF. */
  modify(ldif: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts it with the entries of an LDIF. These accounts may read, all with BIND_PASSWORD: `cn=sync` any number of
 * entries in pages, `cn=short` 500 in pages or not, `cn=unpaged` 500 and no pages, `cn=blind` all but `mail`.
 */
export async function startSlapd(ldif: string): Promise<Slapd> {
  const directory = mkdtempSync(join(tmpdir(), 'micconnect-slapd-'));
  const [port, securePort] = [await freePort(), await freePort()];
  mkdirSync(join(directory, 'data'));
  const authority = makeAuthority(directory, 'localhost');
  const config = join(directory, 'slapd.conf');
  writeFileSync(config, configuration(directory, authority));
  writeFileSync(join(directory, 'entries.ldif'), `${accounts()}\n${ldif}`);
  execFileSync('/usr/sbin/slapadd', ['-q', '-f', config, '-l', join(directory, 'entries.ldif')]);
  const passwordFile = join(directory, 'password');
  writeFileSync(passwordFile, `${BIND_PASSWORD}\n`, { mode: 0o600 });
  const urls = `ldap://127.0.0.1:${port}/ ldaps://127.0.0.1:${securePort}/`;
  // With a debug level, even none, it stays in the foreground.
  const child = spawn(SLAPD, ['-d', '0', '-f', config, '-h', urls], { stdio: 'ignore' });
  await ready(child, port);
  const url = `ldap://localhost:${port}`;
  return {
    url,
    port,
    secureUrl: `ldaps://localhost:${securePort}`,
    caFile: authority.caFile,
    passwordFile,
    child,
    modify: (changes) => modify(`ldap://127.0.0.1:${port}`, changes),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function configuration(
  directory: string,
  { certificateFile, keyFile }: ReturnType<typeof makeAuthority>,
): string {
  const limits = (name: string, rules: string) => `limits dn.exact="cn=${name},${SUFFIX}" ${rules}`;
  return [
    ...['core', 'cosine', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`),
    'modulepath /usr/lib/ldap',
    'moduleload back_mdb',
    `pidfile ${directory}/slapd.pid`,
    `TLSCertificateFile ${certificateFile}`,
    `TLSCertificateKeyFile ${keyFile}`,
    'database mdb',
    `suffix "${SUFFIX}"`,
    `rootdn "${ROOT.dn}"`,
    `rootpw ${ROOT.password}`,
    `directory ${directory}/data`,
    'maxsize 268435456',
    'dbnosync',
    limits('sync', 'size.soft=500 size.hard=500 size.prtotal=unlimited'),
    limits('short', 'size=500'),
    limits('unpaged', 'size.soft=500 size.hard=500 size.prtotal=disabled'),
    limits('blind', 'size.prtotal=unlimited'),
    'access to attrs=userPassword by anonymous auth by * none',
    `access to attrs=mail by dn.exact="cn=blind,${SUFFIX}" none by users read`,
    // Somebody who is nobody sees the suffix, and so an answer that is complete and empty.
    'access to * by users read by anonymous search',
    '',
  ].join('\n');
}

function accounts(): string {
  const password = Buffer.from(BIND_PASSWORD).toString('base64');
  return [
    `dn: ${SUFFIX}\nobjectClass: dcObject\nobjectClass: organization\ndc: mic\no: Bo\n`,
    ...['sync', 'short', 'unpaged', 'blind'].map(
      (name) =>
        `dn: cn=${name},${SUFFIX}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: ${name}\nuserPassword:: ${password}\n`,
    ),
  ].join('\n');
}

async function ready(child: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isOpen(port))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error('slapd did not start');
    await sleep(50);
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function modify(url: string, ldif: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'ldapmodify',
      ['-x', '-H', url, '-D', ROOT.dn, '-w', ROOT.password],
      { timeout: 20_000 },
      (error, _out, err) => (error ? reject(new Error(err)) : resolve()),
    );
    child.stdin?.end(ldif);
  });
}

/** What is missing on this machine to run it. */
export function missingSlapd(): string | undefined {
  const needed = { slapd: SLAPD, 'ldap-utils': '/usr/bin/ldapmodify', openssl: '/usr/bin/openssl' };
  return Object.entries(needed).find(([, path]) => !existsSync(path))?.[0];
}
