import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps role grants that wait for a second person. */
export class WaitingRoleGrants1795600520000 implements MigrationInterface {
  readonly name = 'WaitingRoleGrants1795600520000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table waiting_role_grant (
      id uuid constraint waiting_role_grant_pkey primary key,
      role_id uuid not null constraint waiting_role_grant_role_id_fkey references role (id) on delete cascade,
      role_grant jsonb not null,
      details jsonb not null,
      state text not null,
      expires_at timestamptz not null,
      decided_at timestamptz,
      decided_by text
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table waiting_role_grant');
  }
}
