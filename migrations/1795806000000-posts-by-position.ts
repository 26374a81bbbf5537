import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts who holds each position from the index alone, already in its order, where a sort went to the disk. */
export class PostsByPosition1795806000000 implements MigrationInterface {
  readonly name = 'PostsByPosition1795806000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index appointment_position_idx
        on appointment (position_id, person_id, unit_id, valid_from, valid_until)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index appointment_position_idx');
  }
}
