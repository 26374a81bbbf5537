import type { EntityManager } from 'typeorm';
import type { TotpStore } from '../domain/authentication/totp-store.ts';
import type { SecretBox } from './secret-box.ts';

/** Secrets are sealed, recovery codes are keyed hashes: a copy of the database opens nothing. */
export function createTotpStore(manager: EntityManager, box: SecretBox): TotpStore {
  const hashOf = (personId: string, code: string) => box.hash(`recovery-code ${personId} ${code}`);
  /** Whether a statement changed a row. */
  const changed = async (statement: string, values: unknown[]): Promise<boolean> => {
    const [row] = await manager.query<[{ n: number }]>(
      `with changed as (${statement} returning 1) select count(*)::int as n from changed`,
      values,
    );
    return row.n === 1;
  };
  return {
    async find(personId) {
      const [row] = await manager.query<{ secret: string; last_step: string; enrolled_at: Date }[]>(
        'select secret, last_step, enrolled_at from totp_credential where person_id = $1',
        [personId],
      );
      if (row === undefined) return undefined;
      const { secret, last_step: lastStep, enrolled_at: enrolledAt } = row;
      return { personId, secret: box.open(secret), lastStep: Number(lastStep), enrolledAt };
    },
    async save({ personId, secret, lastStep, enrolledAt }) {
      await manager.query(
        `insert into totp_credential (person_id, secret, last_step, enrolled_at) values ($1, $2, $3, $4)
         on conflict (person_id) do update set
           secret = excluded.secret, last_step = excluded.last_step, enrolled_at = excluded.enrolled_at`,
        [personId, box.seal(secret), lastStep, enrolledAt],
      );
    },
    remove: (personId) => changed('delete from totp_credential where person_id = $1', [personId]),
    useStep: (personId, step) =>
      changed('update totp_credential set last_step = $2 where person_id = $1 and last_step < $2', [
        personId,
        step,
      ]),

    async findEnrolment(personId, context, now) {
      const [row] = await manager.query<{ secret: string; expires_at: Date }[]>(
        `select secret, expires_at from totp_enrolment
         where person_id = $1 and context = $2 and expires_at > $3`,
        [personId, context, now],
      );
      return row && { personId, context, secret: box.open(row.secret), expiresAt: row.expires_at };
    },
    async keepEnrolment(fresh, now) {
      const { personId, context, secret, expiresAt } = fresh;
      // The row that stands is written over by itself, because only a written row is returned.
      const [row] = await manager.query<[{ secret: string; expires_at: Date }]>(
        `insert into totp_enrolment as kept (person_id, context, secret, expires_at) values ($1, $2, $3, $4)
         on conflict (person_id, context) do update set
           secret = case when kept.expires_at > $5 then kept.secret else excluded.secret end,
           expires_at = case when kept.expires_at > $5 then kept.expires_at else excluded.expires_at end
         returning secret, expires_at`,
        [personId, context, box.seal(secret), expiresAt, now],
      );
      return { personId, context, secret: box.open(row.secret), expiresAt: row.expires_at };
    },
    consumeEnrolment: (personId, context, now) =>
      changed('delete from totp_enrolment where person_id = $1 and context = $2 and expires_at > $3', [
        personId,
        context,
        now,
      ]),

    async replaceRecoveryCodes(personId, codes, now) {
      await manager.query('delete from recovery_code where person_id = $1', [personId]);
      if (codes.length === 0) return;
      await manager.query(
        'insert into recovery_code (person_id, hash, made_at) select $1, unnest($2::text[]), $3',
        [personId, codes.map((code) => hashOf(personId, code)), now],
      );
    },
    useRecoveryCode: (personId, code, now) =>
      changed(
        'update recovery_code set used_at = $3 where person_id = $1 and hash = $2 and used_at is null',
        [personId, hashOf(personId, code), now],
      ),
    async countRecoveryCodes(personId) {
      const [row] = await manager.query<[{ remaining: number; made_at: Date | null }]>(
        `select count(*) filter (where used_at is null)::int as remaining, max(made_at) as made_at
         from recovery_code where person_id = $1`,
        [personId],
      );
      return row.made_at === null ? null : { left: row.remaining, madeAt: row.made_at };
    },
  };
}
