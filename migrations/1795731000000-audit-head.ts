import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Waiting for the audit chain and reading its head in one statement: within a volatile function each statement sees what was
 * committed before it began, so the head is the one that the former holder left.
 */
export class AuditHead1795731000000 implements MigrationInterface {
  readonly name = 'AuditHead1795731000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create function hold_audit_chain(lock_key integer)
      returns table (seq bigint, hash text) language plpgsql volatile as $$
      begin
        perform pg_advisory_xact_lock(lock_key);
        return query
          select event.seq, event.hash from audit_event as event order by event.seq desc limit 1;
      end
    $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function hold_audit_chain(integer)');
  }
}
