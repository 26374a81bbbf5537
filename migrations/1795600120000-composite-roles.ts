import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Roles inside roles. */
export class CompositeRoles1795600120000 implements MigrationInterface {
  readonly name = 'CompositeRoles1795600120000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table role_part (
      role_id uuid not null constraint role_part_role_id_fkey references role (id) on delete cascade,
      part_id uuid not null constraint role_part_part_id_fkey references role (id) on delete cascade,
      constraint role_part_pkey primary key (role_id, part_id)
    )`);
    // For the removal of a role.
    await runner.query('create index role_part_part_id_idx on role_part (part_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table role_part');
  }
}
