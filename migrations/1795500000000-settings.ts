import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Policies that officers change while the server runs. */
export class Settings1795500000000 implements MigrationInterface {
  readonly name = 'Settings1795500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table setting (
      name text constraint setting_pkey primary key,
      value integer not null
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table setting');
  }
}
