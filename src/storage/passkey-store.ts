import type { EntityManager } from 'typeorm';
import type { Passkey, PasskeyStore } from '../domain/authentication/passkey-store.ts';
import { PasskeyChallengeSchema, PasskeySchema } from './schema/passkey.schema.ts';

export function createPasskeyStore(manager: EntityManager): PasskeyStore {
  const passkeys = manager.getRepository<Passkey>(PasskeySchema);
  const challenges = manager.getRepository(PasskeyChallengeSchema);
  /** The driver gives 64-bit numbers as text. */
  const read = (row: Passkey): Passkey => ({ ...row, counter: Number(row.counter) });
  /** How many rows a statement changed. */
  const changed = async (statement: string, values: unknown[]): Promise<number> => {
    const [row] = await manager.query<[{ n: number }]>(
      `with changed as (${statement} returning 1) select count(*)::int as n from changed`,
      values,
    );
    return row.n;
  };
  return {
    async list(personId) {
      const rows = await passkeys.find({ where: { personId }, order: { createdAt: 'ASC', id: 'ASC' } });
      return rows.map(read);
    },
    async findByCredentialId(credentialId) {
      const passkey = await passkeys.findOneBy({ credentialId });
      if (passkey === null) return undefined;
      const [row] = await manager.query<{ handle: string }[]>(
        'select handle from passkey_handle where person_id = $1',
        [passkey.personId],
      );
      return row && { ...read(passkey), handle: row.handle };
    },
    async keepHandle(personId, fresh) {
      // The row that stands is written over by itself, because only a written row is returned.
      const [row] = await manager.query<[{ handle: string }]>(
        `insert into passkey_handle as kept (person_id, handle) values ($1, $2)
         on conflict (person_id) do update set handle = kept.handle returning handle`,
        [personId, fresh],
      );
      return row.handle;
    },
    async lock(personId) {
      await manager.query('select 1 from passkey_handle where person_id = $1 for update', [personId]);
    },
    async add(passkey) {
      const added = await passkeys
        .createQueryBuilder()
        .insert()
        .values(passkey)
        .orIgnore()
        .returning('id')
        .execute();
      return (added.raw as unknown[]).length === 1;
    },
    rename: async (personId, id, name) =>
      (await changed('update passkey set name = $3 where person_id = $1 and id::text = $2', [
        personId,
        id,
        name,
      ])) === 1,
    async remove(personId, id) {
      const passkey = (await this.list(personId)).find((each) => each.id === id);
      const isRemoved = await changed('delete from passkey where person_id = $1 and id::text = $2', [
        personId,
        id,
      ]);
      return isRemoved === 1 ? passkey : undefined;
    },
    async removeAllOf(personId) {
      await passkeys.delete({ personId });
    },
    use: async (id, { counter, isBackedUp }, now) =>
      (await changed(
        `update passkey set counter = $2, is_backed_up = $3, last_used_at = $4
         where id = $1 and ($2 > counter or ($2 = 0 and counter = 0))`,
        [id, counter, isBackedUp, now],
      )) === 1,

    async saveChallenge(challenge) {
      await challenges.upsert(challenge, ['context', 'purpose']);
    },
    async consumeChallenge({ context, purpose, personId }, now) {
      const [row] = await manager.query<{ challenge: string }[]>(
        `with consumed as (
           delete from passkey_challenge
           where context = $1 and purpose = $2 and person_id is not distinct from $3 and expires_at > $4
           returning challenge)
         select challenge from consumed`,
        [context, purpose, personId, now],
      );
      return row?.challenge;
    },
  };
}
