import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts who works in each unit from the index alone, already in its order: beside every tree of units. */
export class MainPostsByUnit1795805000000 implements MigrationInterface {
  readonly name = 'MainPostsByUnit1795805000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index appointment_main_unit_idx on appointment (unit_id, person_id, valid_from, valid_until)
        where is_main`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index appointment_main_unit_idx');
  }
}
