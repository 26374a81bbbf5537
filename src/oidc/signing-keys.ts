import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CompactEncrypt,
  calculateJwkThumbprint,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  type JWK,
} from 'jose';

const FILE = 'signing-keys.jwe';
/** ES256 first: it signs unless a client asks for another. */
const ALGORITHMS = ['ES256', 'RS256', 'EdDSA'] as const;

export interface SigningKeys {
  jwks: { keys: JWK[] };
  /** They were made just now. */
  areNew: boolean;
}

/**
 * The keys that sign tokens: read from `keysDir`, made at first start. The file is encrypted (JWE, A256GCM)
 * and readable by its owner only; nodes that start together agree on the first one written.
 * @param encryptionKey 32 bytes derived from `SECRETS_KEY`
 * @throws Error when the file was made with another `SECRETS_KEY`
 */
export async function loadSigningKeys(keysDir: string, encryptionKey: Buffer): Promise<SigningKeys> {
  const path = join(keysDir, FILE);
  const existing = await read(path, encryptionKey);
  if (existing !== undefined) return { jwks: existing, areNew: false };
  const jwks = { keys: await Promise.all(ALGORITHMS.map(makeKey)) };
  const sealed = await new CompactEncrypt(Buffer.from(JSON.stringify(jwks)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(encryptionKey);
  const isFirst = writeOnce(path, sealed);
  return isFirst ? { jwks, areNew: true } : loadSigningKeys(keysDir, encryptionKey);
}

/**
 * Writes a secret file that only its owner may read, unless it is there already.
 * @returns whether this call wrote it
 */
export function writeOnce(path: string, content: string): boolean {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

async function read(path: string, encryptionKey: Buffer): Promise<{ keys: JWK[] } | undefined> {
  let sealed: string;
  try {
    sealed = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { plaintext } = await compactDecrypt(sealed.trim(), encryptionKey);
    return JSON.parse(Buffer.from(plaintext).toString('utf8'));
  } catch (cause) {
    throw new Error(`${path} cannot be opened: SECRETS_KEY is not the one it was made with`, { cause });
  }
}

async function makeKey(alg: (typeof ALGORITHMS)[number]): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true, modulusLength: 3072 });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, alg, use: 'sig', kid: await calculateJwkThumbprint(jwk) };
}
