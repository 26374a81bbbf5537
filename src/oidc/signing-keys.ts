import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, compactDecrypt, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Provider } from 'oidc-provider';
// The library takes its keys when it is made and offers no way to change them; its own function that takes them is the
// only internal of it that is called here, and nowhere else.
import takeKeys from 'oidc-provider/lib/helpers/initialize_keystore.js';
import type { KeyAlgorithm, PrivateJwk } from '../domain/signing-keys/signing-key.ts';
import type { SigningKeyService } from '../domain/signing-keys/signing-key-service.ts';

/** The keys of a moment; the same object while nothing changes. */
export type SigningKeySource = () => Promise<{ keys: JWK[] }>;

/** What is published, in the order in which the library picks what signs: the first key of an algorithm. */
export function createSigningKeySource({
  published,
}: Pick<SigningKeyService, 'published'>): SigningKeySource {
  let known: { keys: JWK[] } = { keys: [] };
  return async () => {
    const keys = (await published()).map(({ key }) => key.jwk as JWK);
    const isSame =
      keys.length === known.keys.length && keys.every(({ kid }, index) => kid === known.keys[index]?.kid);
    if (!isSame) known = { keys };
    return known;
  };
}

/** Has a provider sign with the keys of this moment and publish them, from the return of the function it gives on. */
export function createKeyFollower(provider: Provider, source: SigningKeySource): () => Promise<void> {
  let taken: { keys: JWK[] } | undefined;
  return async () => {
    const jwks = await source();
    if (jwks === taken) return;
    takeKeys.call(provider, jwks);
    taken = jwks;
  };
}

/** A new key with the thumbprint (RFC 7638) as its name. */
export async function makeSigningKey(alg: KeyAlgorithm): Promise<PrivateJwk & { kid: string }> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true, modulusLength: 3072 });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, alg, use: 'sig', kid: await calculateJwkThumbprint(jwk) };
}

/**
 * The keys that versions before the table kept in `KEYS_DIR/signing-keys.jwe` (JWE, A256GCM); undefined without the file.
 * @throws Error when the file was made with another `SECRETS_KEY`
 */
export async function readKeyFile(
  keysDir: string,
  encryptionKey: Buffer,
): Promise<(PrivateJwk & { kid: string; alg: KeyAlgorithm })[] | undefined> {
  const path = join(keysDir, 'signing-keys.jwe');
  const sealed = contentOf(path);
  if (sealed === undefined) return undefined;
  try {
    const { plaintext } = await compactDecrypt(sealed.trim(), encryptionKey);
    return JSON.parse(Buffer.from(plaintext).toString('utf8')).keys;
  } catch (cause) {
    throw new Error(`${path} cannot be opened: SECRETS_KEY is not the one it was made with`, { cause });
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
