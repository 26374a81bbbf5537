import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys that sign tokens are shared by all nodes, so that a rotation reaches every one without a restart. */
export class SigningKeys1795804000000 implements MigrationInterface {
  readonly name = 'SigningKeys1795804000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table signing_key (
      kid text constraint signing_key_pkey primary key,
      algorithm text not null,
      jwk_sealed text not null,
      created_at timestamptz not null,
      signs_from timestamptz not null
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table signing_key');
  }
}
