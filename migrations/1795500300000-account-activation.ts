import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Letters by which joiners open their accounts. People who are here already get none: nobody asks for them. */
export class AccountActivation1795500300000 implements MigrationInterface {
  readonly name = 'AccountActivation1795500300000';

  async up(runner: QueryRunner): Promise<void> {
    // No foreign key: people are never deleted, and checking each of 100,000 joiners takes three times their insertion.
    await runner.query(`create table account_activation (
      person_id uuid constraint account_activation_pkey primary key,
      requested_at timestamptz not null,
      sent_at timestamptz
    )`);
    await runner.query(`create index account_activation_unsent_idx on account_activation (requested_at, person_id)
      where sent_at is null`);
    await runner.query('create index account_activation_sent_at_idx on account_activation (sent_at)');
    // Links that were mailed before the upgrade went to the address of today.
    await runner.query(`alter table password_reset
      add column purpose text not null default 'reset', add column sent_to text`);
    await runner.query('alter table password_reset alter column purpose drop default');
    await runner.query(
      'update password_reset set sent_to = person.email from person where person.id = password_reset.person_id',
    );
    await runner.query('delete from password_reset where sent_to is null');
    await runner.query('alter table password_reset alter column sent_to set not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from password_reset where purpose <> 'reset'`);
    await runner.query('alter table password_reset drop column purpose, drop column sent_to');
    await runner.query('drop table account_activation');
  }
}
