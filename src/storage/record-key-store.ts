import type { EntityManager } from 'typeorm';
import type { RecordKeyStore } from '../domain/reviews/record-keys.ts';
import { RecordKeySchema } from './schema/review.schema.ts';

/** Public keys that have signed records of access reviews. */
export function createRecordKeyStore(manager: EntityManager): RecordKeyStore {
  const keys = manager.getRepository(RecordKeySchema);
  return {
    async add({ thumbprint, jwk, firstUsedAt }) {
      const rows = await manager.query<unknown[]>(
        `with added as (
           insert into record_key (thumbprint, jwk, first_used_at) values ($1, $2, $3)
           on conflict do nothing returning 1)
         select * from added`,
        [thumbprint, JSON.stringify(jwk), firstUsedAt],
      );
      return rows.length === 1;
    },
    find: async (thumbprint) => (await keys.findOneBy({ thumbprint })) ?? undefined,
  };
}
