import type { EntityManager } from 'typeorm';
import type { Client } from '../domain/clients/client.ts';
import type { ClientStore } from '../domain/clients/client-store.ts';
import { prepared } from './prepared-statements.ts';
import { ClientSchema } from './schema/client.schema.ts';

/** Every request of a relying party begins with this read. */
const FIND_CLIENT = prepared(
  'find_client',
  `select id, metadata, secret_hash as "secretHash", created_at as "createdAt", updated_at as "updatedAt",
     watched_until as "watchedUntil"
   from client where id = $1`,
);

export function createClientStore(manager: EntityManager): ClientStore {
  const clients = manager.getRepository(ClientSchema);
  return {
    async find(id) {
      const [client] = await manager.query<Client[]>(FIND_CLIENT, [id]);
      return client;
    },
    list: () => clients.find({ order: { id: 'asc' } }),
    async findForUpdate(id) {
      const [client] = await manager.query<Client[]>(`${FIND_CLIENT} for update`, [id]);
      return client;
    },
    async add({ id, metadata, secretHash, createdAt, updatedAt }) {
      const rows = await manager.query<unknown[]>(
        `with added as (
           insert into client (id, metadata, secret_hash, created_at, updated_at)
           values ($1, $2::jsonb, $3, $4, $5) on conflict do nothing returning 1)
         select * from added`,
        [id, JSON.stringify(metadata), secretHash, createdAt, updatedAt],
      );
      return rows.length === 1;
    },
    async update({ id, metadata, secretHash, updatedAt }) {
      await manager.query(
        'update client set metadata = $2::jsonb, secret_hash = $3, updated_at = $4 where id = $1',
        [id, JSON.stringify(metadata), secretHash, updatedAt],
      );
    },
    async remove(id) {
      // What it was given goes with it: another client under the same name must inherit nothing.
      await manager.query(
        `delete from oidc_model where client_id = $1
           or (model = 'Grant' and payload ->> 'clientId' = $1)`,
        [id],
      );
      await manager.query(
        `update oidc_model set payload = payload #- array['authorizations', $1]
         where model = 'Session' and payload -> 'authorizations' ? $1`,
        [id],
      );
      return (await clients.delete({ id })).affected === 1;
    },
  };
}
