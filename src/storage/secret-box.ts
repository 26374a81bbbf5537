import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Seals single values at rest, and makes keyed hashes by which they can be found. */
export interface SecretBox {
  /** AES-256-GCM with a fresh nonce: `1.nonce.tag.text`, base64url. */
  seal(text: string): string;
  /** @throws when the value was altered or sealed with another key */
  open(sealed: string): string;
  /** HMAC-SHA-256, base64url. */
  hash(text: string): string;
}

/** @param secretsKey the 32 bytes of `SECRETS_KEY` */
export function createSecretBox(secretsKey: Buffer): SecretBox {
  const sealing = derive(secretsKey, 'micconnect/seal/1');
  const hashing = derive(secretsKey, 'micconnect/hash/1');
  return {
    seal(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return ['1', ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join(
        '.',
      );
    },
    open(sealed) {
      const [version, nonce, tag, text] = sealed.split('.');
      if (version !== '1' || !nonce || !tag || text === undefined) throw new Error('not a sealed value');
      const decipher = createDecipheriv('aes-256-gcm', sealing, Buffer.from(nonce, 'base64url'), {
        authTagLength: 16,
      });
      decipher.setAuthTag(Buffer.from(tag, 'base64url'));
      return decipher.update(Buffer.from(text, 'base64url'), undefined, 'utf8') + decipher.final('utf8');
    },
    hash: (text) => createHmac('sha256', hashing).update(text).digest('base64url'),
  };
}

/** A key of its own for each purpose (HKDF, RFC 5869). */
export function derive(secretsKey: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretsKey, '', purpose, 32));
}
