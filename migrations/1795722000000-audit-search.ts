import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit log is searched, and found intact again and again: ways in beside the sequence, and how far the checks are. */
export class AuditSearch1795722000000 implements MigrationInterface {
  readonly name = 'AuditSearch1795722000000';

  async up(runner: QueryRunner): Promise<void> {
    // A log of years takes longer than a request may.
    await runner.query('set local statement_timeout = 0');
    await runner.query('create index audit_event_at_idx on audit_event (at, seq)');
    await runner.query('create index audit_event_type_idx on audit_event (type, at, seq)');
    await runner.query(
      'create index audit_event_client_id_idx on audit_event (client_id, at, seq) where client_id is not null',
    );
    await runner.query(
      'create index audit_event_network_idx on audit_event (network, at, seq) where network is not null',
    );
    // The label of `actorLabel`, but for the system, which has no name.
    await runner.query(
      `create index audit_event_actor_idx on audit_event
        (((actor ->> 'kind') || ':' || coalesce(actor ->> 'id', actor ->> 'name', '')), at, seq)`,
    );
    await runner.query(`create table audit_check (
      id text constraint audit_check_pkey primary key,
      version integer not null,
      state jsonb not null
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table audit_check');
    for (const name of ['at', 'type', 'client_id', 'network', 'actor'])
      await runner.query(`drop index audit_event_${name}_idx`);
  }
}
