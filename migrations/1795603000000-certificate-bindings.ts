import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps which login certificate is whose; of two people, never the same one at a time. */
export class CertificateBindings1795603000000 implements MigrationInterface {
  readonly name = 'CertificateBindings1795603000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table certificate_binding (
      id uuid constraint certificate_binding_pkey primary key,
      person_id uuid not null
        constraint certificate_binding_person_id_fkey references person (id) on delete cascade,
      tree text not null,
      issuer text not null,
      serial text not null,
      fingerprint text not null,
      subject text not null,
      not_after timestamptz not null,
      via text not null,
      enrolled_by text not null,
      enrolled_at timestamptz not null,
      confirmed_at timestamptz,
      reminded_days integer,
      revoked_at timestamptz,
      revoked_by text
    )`);
    await runner.query(`create unique index certificate_binding_live_key
      on certificate_binding (issuer, serial) where revoked_at is null`);
    await runner.query('create index certificate_binding_person_id_idx on certificate_binding (person_id)');
    await runner.query('create index certificate_binding_subject_idx on certificate_binding (tree, subject)');
    await runner.query('create index certificate_binding_not_after_idx on certificate_binding (not_after)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table certificate_binding');
  }
}
