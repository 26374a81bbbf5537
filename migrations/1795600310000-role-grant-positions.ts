import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a position gives elsewhere is asked for one system: a position may have thousands of role grants in all. */
export class RoleGrantPositions1795600310000 implements MigrationInterface {
  readonly name = 'RoleGrantPositions1795600310000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index role_grant_position_id_role_id_idx on role_grant (position_id, role_id)',
    );
    await runner.query('drop index role_grant_position_id_idx');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('create index role_grant_position_id_idx on role_grant (position_id)');
    await runner.query('drop index role_grant_position_id_role_id_idx');
  }
}
