import type { SigningKey } from './signing-key.ts';

/** Port of the keys that sign tokens, the same for all nodes; at rest each is sealed with `SECRETS_KEY`. */
export interface SigningKeyStore {
  /** Nobody else changes the keys until the transaction ends; reading goes on. */
  lock(): Promise<void>;
  /** @throws SigningKeysUnreadable when they were sealed with another `SECRETS_KEY` */
  list(): Promise<SigningKey[]>;
  add(key: SigningKey): Promise<void>;
  remove(kids: readonly string[]): Promise<void>;
}

/** A fault of the installation, which must not start. */
export class SigningKeysUnreadable extends Error {
  override readonly name = 'SigningKeysUnreadable';

  constructor(cause: unknown) {
    super('the signing keys cannot be opened: SECRETS_KEY is not the one they were made with', { cause });
  }
}
