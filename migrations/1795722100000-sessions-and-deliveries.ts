import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Officers see who is signed in, and which messages have not arrived. */
export class SessionsAndDeliveries1795722100000 implements MigrationInterface {
  readonly name = 'SessionsAndDeliveries1795722100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index session_open_idx on session (signed_in_at, person_id) where ended_at is null',
    );
    await runner.query(
      'create index outbox_undelivered_idx on outbox (created_at, id) where delivered_at is null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['outbox_undelivered_idx', 'session_open_idx'])
      await runner.query(`drop index ${name}`);
  }
}
