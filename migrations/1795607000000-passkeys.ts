import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passkeys, the handles under which authenticators know their owners, and the challenges that they answer. */
export class Passkeys1795607000000 implements MigrationInterface {
  readonly name = 'Passkeys1795607000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table passkey_handle (
      person_id uuid constraint passkey_handle_pkey primary key
        constraint passkey_handle_person_id_fkey references person (id) on delete cascade,
      handle text not null,
      constraint passkey_handle_handle_key unique (handle)
    )`);
    await runner.query(`create table passkey (
      id uuid constraint passkey_pkey primary key,
      person_id uuid not null constraint passkey_person_id_fkey references person (id) on delete cascade,
      credential_id text not null,
      public_key text not null,
      counter bigint not null,
      transports jsonb not null,
      is_syncable boolean not null,
      is_backed_up boolean not null,
      aaguid text not null,
      name text not null,
      created_at timestamptz not null,
      last_used_at timestamptz,
      constraint passkey_credential_id_key unique (credential_id)
    )`);
    await runner.query('create index passkey_person_id_idx on passkey (person_id)');
    await runner.query(`create table passkey_challenge (
      context text not null,
      purpose text not null,
      person_id uuid constraint passkey_challenge_person_id_fkey references person (id) on delete cascade,
      challenge text not null,
      expires_at timestamptz not null,
      constraint passkey_challenge_pkey primary key (context, purpose)
    )`);
    await runner.query('create index passkey_challenge_expires_at_idx on passkey_challenge (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table passkey_challenge');
    await runner.query('drop table passkey');
    await runner.query('drop table passkey_handle');
  }
}
