import type { EntityManager } from 'typeorm';
import type { ClientStore } from '../domain/clients/client-store.ts';
import { ClientSchema } from './schema/client.schema.ts';

export function createClientStore(manager: EntityManager): ClientStore {
  const clients = manager.getRepository(ClientSchema);
  return {
    find: async (id) => (await clients.findOneBy({ id })) ?? undefined,
    list: () => clients.find({ order: { id: 'asc' } }),
    async save(client) {
      await clients.save(client);
    },
    remove: async (id) => (await clients.delete({ id })).affected === 1,
  };
}
