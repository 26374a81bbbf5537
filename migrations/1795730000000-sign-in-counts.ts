import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts sign-ins of a day without reading the events: for the console's overview. */
export class SignInCounts1795730000000 implements MigrationInterface {
  readonly name = 'SignInCounts1795730000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index audit_event_sign_in_idx on audit_event (at, type, person_id)
        where type in ('sign_in.succeeded', 'sign_in.refused')`,
    );
    await runner.query('create index outbox_created_at_idx on outbox (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index outbox_created_at_idx');
    await runner.query('drop index audit_event_sign_in_idx');
  }
}
