import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts the removals of applied plans, so that many small plans do not slip under the guard. */
export class GuardWindow1795500200000 implements MigrationInterface {
  readonly name = 'GuardWindow1795500200000';

  async up(runner: QueryRunner): Promise<void> {
    // Plans applied before could only pass by the guard of their own.
    await runner.query('alter table staff_plan add column guarded_removals integer not null default 0');
    await runner.query('alter table staff_plan alter column guarded_removals drop default');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table staff_plan drop column guarded_removals');
  }
}
