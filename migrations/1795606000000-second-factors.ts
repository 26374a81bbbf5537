import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One-time codes, the recovery codes that stand in for them, and sign-ins of more than one method. */
export class SecondFactors1795606000000 implements MigrationInterface {
  readonly name = 'SecondFactors1795606000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table totp_credential (
      person_id uuid constraint totp_credential_pkey primary key
        constraint totp_credential_person_id_fkey references person (id) on delete cascade,
      secret text not null,
      last_step bigint not null,
      enrolled_at timestamptz not null
    )`);
    await runner.query(`create table totp_enrolment (
      person_id uuid not null
        constraint totp_enrolment_person_id_fkey references person (id) on delete cascade,
      context text not null,
      secret text not null,
      expires_at timestamptz not null,
      constraint totp_enrolment_pkey primary key (person_id, context)
    )`);
    await runner.query('create index totp_enrolment_expires_at_idx on totp_enrolment (expires_at)');
    await runner.query(`create table recovery_code (
      person_id uuid not null
        constraint recovery_code_person_id_fkey references person (id) on delete cascade,
      hash text not null,
      made_at timestamptz not null,
      used_at timestamptz,
      constraint recovery_code_pkey primary key (person_id, hash)
    )`);
    // Whoever is between two steps right now begins again.
    await runner.query('delete from sign_in');
    await runner.query('alter table sign_in add column completed jsonb not null');
    await runner.query('alter table sign_in drop column password_at');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('delete from sign_in');
    await runner.query('alter table sign_in drop column completed');
    await runner.query('alter table sign_in add column password_at timestamptz not null');
    await runner.query('drop table recovery_code');
    await runner.query('drop table totp_enrolment');
    await runner.query('drop table totp_credential');
  }
}
