import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Public keys that have signed records of access reviews: they prove them when other keys sign. */
export class RecordKeys1795602010000 implements MigrationInterface {
  readonly name = 'RecordKeys1795602010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table record_key (
      thumbprint text constraint record_key_pkey primary key,
      jwk jsonb not null,
      first_used_at timestamptz not null
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table record_key');
  }
}
