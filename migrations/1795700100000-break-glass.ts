import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps hashes of what opens the emergency account, who drew it, and its uses. */
export class BreakGlass1795700100000 implements MigrationInterface {
  readonly name = 'BreakGlass1795700100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table break_glass_seal (
      id uuid constraint break_glass_seal_pkey primary key,
      state text not null,
      first_hash text not null,
      first_by text not null,
      first_at timestamptz not null,
      second_hash text,
      second_by text,
      sealed_at timestamptz,
      used_at timestamptz,
      used_from text,
      ends_at timestamptz
    )`);
    await runner.query(
      `create unique index break_glass_seal_state_idx on break_glass_seal (state)
       where state in ('half', 'sealed')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table break_glass_seal');
  }
}
