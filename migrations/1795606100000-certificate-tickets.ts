import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The way of a login certificate from the listener that sees it to the sign-in. */
export class CertificateTickets1795606100000 implements MigrationInterface {
  readonly name = 'CertificateTickets1795606100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table certificate_ticket (
      hash text constraint certificate_ticket_pkey primary key,
      context text not null,
      expires_at timestamptz not null,
      answer_hash text,
      presented jsonb,
      used_at timestamptz
    )`);
    await runner.query(
      'create unique index certificate_ticket_answer_hash_idx on certificate_ticket (answer_hash)',
    );
    await runner.query('create index certificate_ticket_expires_at_idx on certificate_ticket (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table certificate_ticket');
  }
}
