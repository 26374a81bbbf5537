import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps which role grants applied plans gave and revoked, so that they can be undone. */
export class RolePlans1795600500000 implements MigrationInterface {
  readonly name = 'RolePlans1795600500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table role_plan (
      id uuid constraint role_plan_pkey primary key,
      plan text not null,
      kind text not null,
      applied_at timestamptz not null,
      applied_by text not null,
      granted integer not null,
      revoked integer not null,
      guarded_removals integer not null,
      undone_by uuid constraint role_plan_undone_by_fkey references role_plan (id) on delete restrict,
      record text not null
    )`);
    await runner.query('create index role_plan_plan_idx on role_plan (plan)');
    await runner.query('create index role_plan_applied_at_idx on role_plan (applied_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table role_plan');
  }
}
