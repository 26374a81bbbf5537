import { createHash, timingSafeEqual } from 'node:crypto';
import type { Adapter, AdapterPayload, ClientMetadata as LibraryMetadata, Provider } from 'oidc-provider';
import type { Client } from '../domain/clients/client.ts';
import type { ClientStore } from '../domain/clients/client-store.ts';
import { isStorable } from './storable.ts';

/** Names of our registration that the library does not know by itself, and until when the lab watches. */
export const EXTENSIONS = [
  'minimum_acr',
  'pkce_policy',
  'legacy_profile',
  'launcher',
  'owner_unit',
  'resources',
  'role_change_notice',
  'role_change_uri',
  'watched_until',
];

/** Registered clients as the library reads them; every request reads the database, so a change counts at once. */
export function createClientAdapter(clients: ClientStore): Adapter {
  const refuse = () => Promise.reject(new Error('clients are registered through the client service'));
  return {
    async find(id) {
      const client = isStorable(id) ? await clients.find(id) : undefined;
      return client === undefined ? undefined : toLibrary(client);
    },
    upsert: refuse,
    destroy: refuse,
    consume: refuse,
    findByUid: refuse,
    findByUserCode: refuse,
    revokeByGrantId: refuse,
  };
}

function toLibrary({ id, metadata, secretHash, watchedUntil }: Client): AdapterPayload {
  const library: LibraryMetadata = {
    ...metadata,
    client_id: id,
    // A hash stands in for the secret: see `compareHashedSecrets`.
    ...(secretHash !== null && { client_secret: secretHash }),
    ...(watchedUntil && { watched_until: watchedUntil.getTime() }),
  } as LibraryMetadata;
  return library as AdapterPayload;
}

/** Makes the library compare the SHA-256 of what a client sends with what we stored. */
export function compareHashedSecrets(provider: Provider): void {
  provider.Client.prototype.compareClientSecret = function compare(
    this: { clientSecret?: string },
    actual: string,
  ) {
    const hash = createHash('sha256').update(actual).digest();
    const stored = Buffer.from(this.clientSecret ?? '', 'base64url');
    return stored.length === hash.length && timingSafeEqual(stored, hash);
  };
}
