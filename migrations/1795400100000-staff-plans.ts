import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps what applied plans did to the directory, so that they can be undone. */
export class StaffPlans1795400100000 implements MigrationInterface {
  readonly name = 'StaffPlans1795400100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table staff_plan (
      id uuid constraint staff_plan_pkey primary key,
      plan text not null,
      kind text not null,
      applied_at timestamptz not null,
      applied_by text not null,
      joiners integer not null,
      movers integer not null,
      leavers integer not null,
      changed integer not null,
      undone_by uuid constraint staff_plan_undone_by_fkey references staff_plan (id) on delete restrict,
      record text not null
    )`);
    await runner.query('create index staff_plan_plan_idx on staff_plan (plan)');
    await runner.query('create index staff_plan_applied_at_idx on staff_plan (applied_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table staff_plan');
  }
}
