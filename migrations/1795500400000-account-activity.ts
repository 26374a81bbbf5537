import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When people last signed in. Accounts that are there already count from this moment, not from their past. */
export class AccountActivity1795500400000 implements MigrationInterface {
  readonly name = 'AccountActivity1795500400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table account_activity (
      person_id uuid constraint account_activity_pkey primary key
        constraint account_activity_person_id_fkey references person (id) on delete cascade,
      last_sign_in_at timestamptz,
      counted_from timestamptz,
      flagged_at timestamptz,
      closes_at timestamptz,
      closed_at timestamptz
    )`);
    await runner.query(`insert into account_activity (person_id, last_sign_in_at, counted_from)
      select person.id, signed_in.at, now() from person
        left join (select person_id, max(at) as at from audit_event where type = 'sign_in.succeeded' group by person_id)
          as signed_in on signed_in.person_id = person.id::text`);
    await runner.query('create table dormancy_alarm (day text constraint dormancy_alarm_pkey primary key)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table dormancy_alarm');
    await runner.query('drop table account_activity');
  }
}
