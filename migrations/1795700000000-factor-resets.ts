import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps resets of second factors, with what was checked before and who approved. */
export class FactorResets1795700000000 implements MigrationInterface {
  readonly name = 'FactorResets1795700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table factor_reset (
      id uuid constraint factor_reset_pkey primary key,
      person_id uuid not null
        constraint factor_reset_person_id_fkey references person (id) on delete cascade,
      checked text not null,
      reference text not null,
      reason text not null,
      state text not null,
      asked_at timestamptz not null,
      asked_by text not null,
      expires_at timestamptz not null,
      decided_at timestamptz,
      decided_by text
    )`);
    await runner.query(
      `create unique index factor_reset_waiting_idx on factor_reset (person_id) where state = 'waiting'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table factor_reset');
  }
}
