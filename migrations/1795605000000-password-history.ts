import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Former passwords, which may not come back; whether a password may stand without a second factor; whether somebody was
 * told that it ends. Until now every password had to be long. The defaults are for nodes that run the version before.
 */
export class PasswordHistory1795605000000 implements MigrationInterface {
  readonly name = 'PasswordHistory1795605000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table password_history (
      person_id uuid not null,
      hash text not null,
      retired_at timestamptz not null,
      constraint password_history_pkey primary key (person_id, hash),
      constraint password_history_person_id_fkey foreign key (person_id) references person (id) on delete cascade)`);
    await runner.query('alter table password_credential add column is_long boolean not null default true');
    await runner.query('alter table password_credential add column judged_days integer not null default 0');
    await runner.query('create index password_credential_changed_at_idx on password_credential (changed_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index password_credential_changed_at_idx');
    for (const column of ['judged_days', 'is_long'])
      await runner.query(`alter table password_credential drop column ${column}`);
    await runner.query('drop table password_history');
  }
}
