import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The codes that a unit had before, with their last days: its identity outlives them. */
export class UnitCodeHistory1795500120000 implements MigrationInterface {
  readonly name = 'UnitCodeHistory1795500120000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table unit add column former_codes jsonb not null default '[]'`);
    await runner.query('alter table unit alter column former_codes drop default');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table unit drop column former_codes');
  }
}
