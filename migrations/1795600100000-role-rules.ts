import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Role grants by staff category, alone or together with a unit or a position. */
export class RoleRules1795600100000 implements MigrationInterface {
  readonly name = 'RoleRules1795600100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table role_grant add column category text');
    await runner.query(`create index role_grant_category_idx on role_grant (category)
      where unit_id is null and position_id is null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Without the column a rule would reach more people than it names.
    await runner.query('delete from role_grant where category is not null');
    await runner.query('alter table role_grant drop column category');
  }
}
