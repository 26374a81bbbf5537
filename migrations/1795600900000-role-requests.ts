import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Roles that people ask for themselves, until those who answer for unit and system have decided. */
export class RoleRequests1795600900000 implements MigrationInterface {
  readonly name = 'RoleRequests1795600900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table role_request (
      id uuid constraint role_request_pkey primary key,
      person_id uuid not null
        constraint role_request_person_id_fkey references person (id) on delete cascade,
      role_id uuid not null constraint role_request_role_id_fkey references role (id) on delete cascade,
      extent_unit_id uuid
        constraint role_request_extent_unit_id_fkey references unit (id) on delete restrict,
      valid_until timestamptz not null,
      reason text not null,
      state text not null,
      steps jsonb not null,
      decisions jsonb not null,
      requested_at timestamptz not null,
      due_at timestamptz not null,
      reminded_at timestamptz,
      ended_at timestamptz,
      role_grant_id uuid
    )`);
    await runner.query(`create unique index role_request_pending_idx on role_request (person_id, role_id)
      where state = 'pending'`);
    await runner.query('create index role_request_person_id_idx on role_request (person_id, requested_at)');
    await runner.query('create index role_request_due_at_idx on role_request (due_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table role_request');
  }
}
