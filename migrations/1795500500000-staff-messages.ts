import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps which messages changed staff, so that one that comes twice changes nothing the second time. */
export class StaffMessages1795500500000 implements MigrationInterface {
  readonly name = 'StaffMessages1795500500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table staff_message (
      transaction_id text constraint staff_message_pkey primary key,
      contents_hash text not null,
      answer text,
      received_at timestamptz not null
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table staff_message');
  }
}
