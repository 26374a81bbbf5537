import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a relying system was last used, and by how many people, without reading everybody's uses of all of them. */
export class ClientUseByClient1795801000000 implements MigrationInterface {
  readonly name = 'ClientUseByClient1795801000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index client_use_client_id_idx on client_use (client_id, last_used_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index client_use_client_id_idx');
  }
}
