import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that no HR file may close. */
export class ProtectedPeople1795400200000 implements MigrationInterface {
  readonly name = 'ProtectedPeople1795400200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table protected_person (
      person_id uuid constraint protected_person_pkey primary key
        constraint protected_person_person_id_fkey references person (id) on delete cascade
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table protected_person');
  }
}
