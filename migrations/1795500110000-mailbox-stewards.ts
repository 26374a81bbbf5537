import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who manages a shared mailbox beside its owner. */
export class MailboxStewards1795500110000 implements MigrationInterface {
  readonly name = 'MailboxStewards1795500110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table mailbox_steward (
      mailbox_id uuid constraint mailbox_steward_mailbox_id_fkey references mailbox (id) on delete cascade,
      person_id uuid constraint mailbox_steward_person_id_fkey references person (id) on delete cascade,
      constraint mailbox_steward_pkey primary key (mailbox_id, person_id)
    )`);
    await runner.query('create index mailbox_steward_person_id_idx on mailbox_steward (person_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table mailbox_steward');
  }
}
