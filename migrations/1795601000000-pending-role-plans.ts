import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps plans of role grants that wait for a second person's approval. */
export class PendingRolePlans1795601000000 implements MigrationInterface {
  readonly name = 'PendingRolePlans1795601000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table pending_role_plan (
      id uuid constraint pending_role_plan_pkey primary key,
      plan text not null,
      kind text not null,
      state text not null,
      submitted_at timestamptz not null,
      submitted_by text not null,
      decided_at timestamptz,
      decided_by text,
      expires_at timestamptz not null,
      granted integer not null,
      revoked integer not null,
      guard jsonb not null,
      input text
    )`);
    await runner.query('create index pending_role_plan_plan_idx on pending_role_plan (plan)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table pending_role_plan');
  }
}
