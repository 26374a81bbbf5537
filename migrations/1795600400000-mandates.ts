import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps who lets whom hold which roles for a while. */
export class Mandates1795600400000 implements MigrationInterface {
  readonly name = 'Mandates1795600400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table mandate (
      id uuid constraint mandate_pkey primary key,
      mandator_id uuid not null constraint mandate_mandator_id_fkey references person (id) on delete cascade,
      deputy_id uuid not null constraint mandate_deputy_id_fkey references person (id) on delete cascade,
      valid_from timestamptz not null,
      valid_until timestamptz not null,
      decision text not null,
      reason text,
      entered_by text not null,
      created_at timestamptz not null,
      ended_at timestamptz,
      ended_by text
    )`);
    await runner.query('create index mandate_deputy_id_idx on mandate (deputy_id)');
    await runner.query('create index mandate_mandator_id_idx on mandate (mandator_id)');
    await runner.query(`create table mandate_role (
      mandate_id uuid not null
        constraint mandate_role_mandate_id_fkey references mandate (id) on delete cascade,
      role_id uuid not null constraint mandate_role_role_id_fkey references role (id) on delete cascade,
      constraint mandate_role_pkey primary key (mandate_id, role_id)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table mandate_role');
    await runner.query('drop table mandate');
  }
}
