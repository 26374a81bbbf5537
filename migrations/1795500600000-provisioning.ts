import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom provisioning clients removed, and whom they look for: each of their requests begins with a user name. */
export class Provisioning1795500600000 implements MigrationInterface {
  readonly name = 'Provisioning1795500600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table deprovisioned_person (
      person_id uuid constraint deprovisioned_person_pkey primary key
        constraint deprovisioned_person_person_id_fkey references person (id) on delete cascade
    )`);
    await runner.query(
      'create index person_login_idx on person (lower(coalesce(email, employee_no, id::text)))',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index person_login_idx');
    await runner.query('drop table deprovisioned_person');
  }
}
