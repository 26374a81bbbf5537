import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps which roles one person must not hold together, and who may for a while. */
export class SeparationOfDuties1795600200000 implements MigrationInterface {
  readonly name = 'SeparationOfDuties1795600200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table separation (
      id uuid constraint separation_pkey primary key,
      name text,
      most integer not null,
      created_by text not null,
      created_at timestamptz not null,
      ended_at timestamptz,
      ended_by text
    )`);
    await runner.query(`create table separation_role (
      separation_id uuid not null
        constraint separation_role_separation_id_fkey references separation (id) on delete cascade,
      role_id uuid not null constraint separation_role_role_id_fkey references role (id) on delete cascade,
      constraint separation_role_pkey primary key (separation_id, role_id)
    )`);
    await runner.query(`create table separation_exception (
      id uuid constraint separation_exception_pkey primary key,
      separation_id uuid not null
        constraint separation_exception_separation_id_fkey references separation (id) on delete cascade,
      person_id uuid not null
        constraint separation_exception_person_id_fkey references person (id) on delete cascade,
      decision text not null,
      reason text,
      valid_from timestamptz not null,
      valid_until timestamptz not null,
      allowed_by text not null,
      created_at timestamptz not null
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table separation_exception');
    await runner.query('drop table separation_role');
    await runner.query('drop table separation');
  }
}
