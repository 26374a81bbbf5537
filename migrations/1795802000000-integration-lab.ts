import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The integration lab: until when a relying party is watched stands in its own row, which every request reads anyway;
 * its last test sign-ins, and what its logout receiver answered.
 */
export class IntegrationLab1795802000000 implements MigrationInterface {
  readonly name = 'IntegrationLab1795802000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table client add watched_until timestamptz');
    await runner.query(`create table client_trace (
      id uuid not null,
      client_id text not null,
      started_at timestamptz not null,
      links jsonb not null,
      steps jsonb not null,
      constraint client_trace_pkey primary key (id),
      constraint client_trace_client_id_fkey foreign key (client_id) references client (id) on delete cascade
    )`);
    await runner.query('create index client_trace_client_id_idx on client_trace (client_id, started_at)');
    await runner.query(`create table client_check (
      client_id text not null,
      started_at timestamptz not null,
      finished_at timestamptz,
      report jsonb,
      constraint client_check_pkey primary key (client_id),
      constraint client_check_client_id_fkey foreign key (client_id) references client (id) on delete cascade
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table client_check');
    await runner.query('drop table client_trace');
    await runner.query('alter table client drop watched_until');
  }
}
