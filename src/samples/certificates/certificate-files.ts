import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Identity } from '../../pki/issuing/issue-certificate.ts';
import { fromPem, type PemIdentity, toPem } from '../../pki/pem.ts';

/**
 * The folder of the sample certificates: `NAME.p12` and `NAME.cer` for people to import and look at, `ca/` as
 * `KEYS_DIR/ca` would be, and `private/` with the keys that the authorities and the simulated signer work with.
 */
export function makeFolders(folder: string): void {
  for (const name of ['ca', 'private']) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
}

export function bundlePath(folder: string, tree: string): { pem: string; json: string } {
  return { pem: join(folder, 'ca', `${tree}.pem`), json: join(folder, 'ca', `${tree}.json`) };
}

export function personalPath(folder: string, name: string): { p12: string; cer: string } {
  return { p12: join(folder, `${name}.p12`), cer: join(folder, `${name}.cer`) };
}

export function writePem(folder: string, name: string, { certificate, key }: PemIdentity): void {
  writeSecret(join(folder, 'private', `${name}.cer`), certificate);
  writeSecret(join(folder, 'private', `${name}.key`), key);
}

export function readPem(folder: string, name: string): PemIdentity {
  const read = (extension: string) => readFileSync(join(folder, 'private', `${name}.${extension}`), 'utf8');
  return { certificate: read('cer'), key: read('key') };
}

export function writeIdentity(folder: string, name: string, identity: Identity): void {
  writePem(folder, name, toPem(identity));
}

export function readIdentity(folder: string, name: string): Promise<Identity> {
  return fromPem(readPem(folder, name));
}

export function writeSecret(path: string, content: string | Uint8Array): void {
  writeFileSync(path, content, { mode: 0o600 });
}
