import { type EntityManager, MoreThan } from 'typeorm';
import type { FactorResetStore } from '../domain/authentication/factor-reset.ts';
import { FactorResetSchema } from './schema/factor-reset.schema.ts';

/** Resets of second factors, those that wait for a second person among them. */
export function createFactorResetStore(manager: EntityManager): FactorResetStore {
  const resets = manager.getRepository(FactorResetSchema);
  return {
    async add(reset) {
      // One that nobody decided in time stands in nobody's way, though the sweep has not come yet.
      await manager.query(
        `update factor_reset set state = 'expired'
         where person_id = $1 and state = 'waiting' and expires_at <= $2`,
        [reset.personId, reset.askedAt],
      );
      const added = await resets
        .createQueryBuilder()
        .insert()
        .values(reset)
        .orIgnore()
        .returning('id')
        .execute();
      return (added.raw as unknown[]).length === 1;
    },
    async find(id) {
      return (await resets.findOneBy({ id })) ?? undefined;
    },
    listOpen: (now) =>
      resets.find({
        where: { state: 'waiting', expiresAt: MoreThan(now) },
        order: { askedAt: 'DESC', id: 'ASC' },
      }),
    async decide(id, { state, decidedAt, decidedBy }) {
      const rows = await manager.query<unknown[]>(
        `with decided as (
           update factor_reset set state = $2, decided_at = $3, decided_by = $4
           where id = $1 and state = 'waiting' and expires_at > $3 returning 1)
         select * from decided`,
        [id, state, decidedAt, decidedBy],
      );
      return rows.length === 1;
    },
  };
}
