import { EntitySchema } from 'typeorm';
import type { ProbeReport } from '../../domain/integration-lab/probe.ts';
import type { TraceFacts } from '../../domain/integration-lab/trace.ts';
import { columns, jsonb, references, text, timestamp, uuid } from '../columns.ts';

/** A step as JSON holds it. */
export type StoredStep = TraceFacts & { at: string };

export interface ClientTraceRow {
  id: string;
  clientId: string;
  startedAt: Date;
  /** Keyed hashes. */
  links: string[];
  steps: StoredStep[];
}

export interface ClientCheckRow {
  clientId: string;
  startedAt: Date;
  /** Of the last run that ended, with what it found; null before the first. */
  finishedAt: Date | null;
  report: ProbeReport | null;
}

export const ClientTraceSchema = new EntitySchema<ClientTraceRow>({
  name: 'ClientTrace',
  tableName: 'client_trace',
  columns: columns<ClientTraceRow>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'client_trace_pkey' }),
    clientId: text('client_id', references('client_trace', 'client_id', 'Client', 'CASCADE')),
    startedAt: timestamp('started_at'),
    links: jsonb('links'),
    steps: jsonb('steps'),
  }),
  indices: [{ name: 'client_trace_client_id_idx', columns: ['clientId', 'startedAt'] }],
});

export const ClientCheckSchema = new EntitySchema<ClientCheckRow>({
  name: 'ClientCheck',
  tableName: 'client_check',
  columns: columns<ClientCheckRow>({
    clientId: text('client_id', {
      primary: true,
      primaryKeyConstraintName: 'client_check_pkey',
      ...references('client_check', 'client_id', 'Client', 'CASCADE'),
    }),
    startedAt: timestamp('started_at'),
    finishedAt: timestamp('finished_at', { nullable: true }),
    report: jsonb('report', { nullable: true }),
  }),
});
