import type { EntityManager } from 'typeorm';
import type { PrivateJwk } from '../domain/signing-keys/signing-key.ts';
import { type SigningKeyStore, SigningKeysUnreadable } from '../domain/signing-keys/signing-key-store.ts';
import { SigningKeySchema } from './schema/signing-key.schema.ts';
import type { SecretBox } from './secret-box.ts';

/** The keys that sign, sealed: a copy of the database signs nothing. */
export function createSigningKeyStore(manager: EntityManager, box: SecretBox): SigningKeyStore {
  const rows = manager.getRepository(SigningKeySchema);
  return {
    async lock() {
      await manager.query('lock table signing_key in share row exclusive mode');
    },
    async list() {
      const found = await rows.find({ order: { signsFrom: 'ASC', kid: 'ASC' } });
      return found.map(({ jwkSealed, ...key }) => ({ ...key, jwk: opened(box, jwkSealed) }));
    },
    async add({ jwk, ...key }) {
      await rows.insert({ ...key, jwkSealed: box.seal(JSON.stringify(jwk)) });
    },
    async remove(kids) {
      if (kids.length > 0) await rows.delete([...kids]);
    },
  };
}

function opened(box: SecretBox, sealed: string): PrivateJwk {
  try {
    return JSON.parse(box.open(sealed));
  } catch (cause) {
    throw new SigningKeysUnreadable(cause);
  }
}
