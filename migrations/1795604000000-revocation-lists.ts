import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Revocation lists of certificates, as fetched; they are public, so nothing is sealed. */
export class RevocationLists1795604000000 implements MigrationInterface {
  readonly name = 'RevocationLists1795604000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table revocation_list (
      tree text not null,
      issuer_id text not null,
      url text not null,
      number numeric,
      this_update timestamptz,
      next_update timestamptz,
      fetched_at timestamptz,
      etag text,
      last_modified text,
      problem text,
      failures integer not null,
      due_at timestamptz not null,
      alarm text,
      der bytea,
      constraint revocation_list_pkey primary key (tree, issuer_id, url)
    )`);
    // Compressing signed random-looking bytes costs time and saves little.
    await runner.query('alter table revocation_list alter column der set storage external');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table revocation_list');
  }
}
