import { type EntityManager, In } from 'typeorm';
import type { BreakGlassStore } from '../domain/authentication/break-glass.ts';
import { BREAK_GLASS_ID, BREAK_GLASS_PERSON } from '../domain/directory/break-glass-account.ts';
import { BreakGlassSealSchema } from './schema/break-glass.schema.ts';

/** The advisory lock of those who seal, open or close the emergency account. */
const SEAL_LOCK = 7_236_007;

export function createBreakGlassStore(manager: EntityManager): BreakGlassStore {
  const seals = manager.getRepository(BreakGlassSealSchema);
  const changes = async (statement: string, values: unknown[]): Promise<boolean> => {
    const rows = await manager.query<unknown[]>(
      `with changed as (${statement} returning 1) select * from changed`,
      values,
    );
    return rows.length === 1;
  };
  const discard = async (...states: ('half' | 'sealed')[]) => {
    await manager.query(`update break_glass_seal set state = 'void' where state = any($1::text[])`, [states]);
  };
  return {
    async lock() {
      await manager.query('select pg_advisory_xact_lock($1)', [SEAL_LOCK]);
    },
    async find(state) {
      const [found] = await seals.find({ where: { state }, order: { firstAt: 'DESC' }, take: 1 });
      return found;
    },
    async findLastUse() {
      const where = { state: In(['used', 'over']) };
      const [found] = await seals.find({ where, order: { usedAt: 'DESC' }, take: 1 });
      return found;
    },
    async begin(seal) {
      await discard('half');
      await seals.insert(seal);
    },
    async complete(id, { secondHash, secondBy, sealedAt }) {
      await discard('sealed');
      return changes(
        `update break_glass_seal set state = 'sealed', second_hash = $2, second_by = $3, sealed_at = $4
         where id = $1 and state = 'half'`,
        [id, secondHash, secondBy, sealedAt],
      );
    },
    async use(id, { usedAt, usedFrom, endsAt }) {
      return changes(
        `update break_glass_seal set state = 'used', used_at = $2, used_from = $3, ends_at = $4
         where id = $1 and state = 'sealed'`,
        [id, usedAt, usedFrom, endsAt],
      );
    },
    end: (id) => changes(`update break_glass_seal set state = 'over' where id = $1 and state = 'used'`, [id]),
    discard: () => discard('half', 'sealed'),
    async openAccount() {
      const { id, fullName, familyName, givenName, status } = BREAK_GLASS_PERSON;
      await manager.query(
        `insert into person (id, full_name, family_name, given_name, status) values ($1, $2, $3, $4, $5)
         on conflict (id) do update set disabled_at = null`,
        [id, fullName, familyName, givenName, status],
      );
    },
    async closeAccount(at) {
      await manager.query('update person set disabled_at = $2 where id = $1', [BREAK_GLASS_ID, at]);
    },
  };
}
