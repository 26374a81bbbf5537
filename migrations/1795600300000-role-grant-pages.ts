import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Role grants are read a page at a time, the newest first: a million of them are not sorted for fifty. */
export class RoleGrantPages1795600300000 implements MigrationInterface {
  readonly name = 'RoleGrantPages1795600300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index role_grant_created_at_id_idx on role_grant (created_at, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index role_grant_created_at_id_idx');
  }
}
