import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { derive } from './storage/secret-box.ts';
import { writeOnce } from './write-once.ts';

/** Keys of one installation, each derived from `SECRETS_KEY` for one purpose: every node has the same. */
export interface Secrets {
  secretsKey: Buffer;
  cookieKeys: string[];
  csrfKey: Buffer;
  dpopSecret: Buffer;
  signingKeysKey: Buffer;
  traceKey: Buffer;
}

/** Outside production a missing `SECRETS_KEY` is made once and kept beside the signing keys. */
export function loadSecrets(config: Pick<Config, 'secretsKey' | 'keysDir'>): Secrets {
  const secretsKey = config.secretsKey ?? generated(join(config.keysDir, 'secrets-key'));
  return {
    secretsKey,
    cookieKeys: [derive(secretsKey, 'micconnect/cookies/1').toString('base64url')],
    csrfKey: derive(secretsKey, 'micconnect/csrf/1'),
    dpopSecret: derive(secretsKey, 'micconnect/dpop/1'),
    signingKeysKey: derive(secretsKey, 'micconnect/signing-keys/1'),
    traceKey: derive(secretsKey, 'micconnect/trace/1'),
  };
}

function generated(path: string): Buffer {
  writeOnce(path, `${randomBytes(32).toString('base64')}\n`);
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
}
