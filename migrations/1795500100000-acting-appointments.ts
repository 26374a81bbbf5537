import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Says of each appointment whether it is acting. Texts that earlier imports took for positions of their own
 * ("Phó Cục trưởng phụ trách") are read anew by the next import, where an officer sees what follows from it.
 */
export class ActingAppointments1795500100000 implements MigrationInterface {
  readonly name = 'ActingAppointments1795500100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table appointment add column is_acting boolean not null default false');
    await runner.query('alter table appointment alter column is_acting drop default');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table appointment drop column is_acting');
  }
}
