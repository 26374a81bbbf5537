import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactEncrypt } from 'jose';
import { KEY_ALGORITHMS } from '../../src/domain/signing-keys/signing-key.ts';
import { makeSigningKey } from '../../src/oidc/signing-keys.ts';
import { loadSecrets } from '../../src/secrets.ts';

let made: Promise<Map<string, Buffer>> | undefined;

/** Puts the keys of an installation into a folder, as the versions before their table kept them: the same for all of a process, for making them takes a second. */
export async function putKeys(keysDir: string): Promise<void> {
  made ??= makeKeys();
  const files = await made;
  mkdirSync(keysDir, { recursive: true, mode: 0o700 });
  for (const [name, content] of files) writeFileSync(join(keysDir, name), content, { mode: 0o600 });
}

async function makeKeys(): Promise<Map<string, Buffer>> {
  const keysDir = mkdtempSync(join(tmpdir(), 'micconnect-keys-'));
  const { signingKeysKey } = loadSecrets({ secretsKey: null, keysDir });
  const keys = await Promise.all(KEY_ALGORITHMS.map(makeSigningKey));
  const sealed = await new CompactEncrypt(Buffer.from(JSON.stringify({ keys })))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(signingKeysKey);
  writeFileSync(join(keysDir, 'signing-keys.jwe'), sealed);
  const files = readdirSync(keysDir).map((name) => [name, readFileSync(join(keysDir, name))] as const);
  rmSync(keysDir, { recursive: true });
  return new Map(files);
}
