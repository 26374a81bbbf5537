import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When it was last judged whether somebody has to be reminded of a second factor. */
export class FactorReminders1795740000000 implements MigrationInterface {
  readonly name = 'FactorReminders1795740000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table password_credential add column factor_judged_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table password_credential drop column factor_judged_at');
  }
}
