import { EntitySchema } from 'typeorm';
import type { Actor } from '../../domain/audit/audit-event.ts';
import type { ErrorDetails } from '../../domain/errors.ts';
import { bigint, columns, integer, jsonb, text, timestamp } from '../columns.ts';

export interface AuditEventRow {
  seq: number;
  at: Date;
  type: string;
  actor: Actor;
  personId: string | null;
  clientId: string | null;
  network: string | null;
  supportCode: string | null;
  details: ErrorDetails | null;
  previousHash: string;
  hash: string;
}

const nullable = { nullable: true };

export const AuditEventSchema = new EntitySchema<AuditEventRow>({
  name: 'AuditEvent',
  tableName: 'audit_event',
  columns: columns<AuditEventRow>({
    seq: bigint('seq', { primary: true, primaryKeyConstraintName: 'audit_event_pkey' }),
    at: timestamp('at'),
    type: text('type'),
    actor: jsonb('actor'),
    personId: text('person_id', nullable),
    clientId: text('client_id', nullable),
    network: text('network', nullable),
    supportCode: text('support_code', nullable),
    details: jsonb('details', nullable),
    previousHash: text('previous_hash'),
    hash: text('hash'),
  }),
  indices: [
    { name: 'audit_event_person_id_idx', columns: ['personId', 'seq'], where: 'person_id is not null' },
    { name: 'audit_event_support_code_idx', columns: ['supportCode'], where: 'support_code is not null' },
    {
      name: 'audit_event_sign_in_idx',
      columns: ['at', 'type', 'personId'],
      where: `type in ('sign_in.succeeded', 'sign_in.refused')`,
    },
    { name: 'audit_event_at_idx', columns: ['at', 'seq'] },
    { name: 'audit_event_type_idx', columns: ['type', 'at', 'seq'] },
    {
      name: 'audit_event_client_id_idx',
      columns: ['clientId', 'at', 'seq'],
      where: 'client_id is not null',
    },
    { name: 'audit_event_network_idx', columns: ['network', 'at', 'seq'], where: 'network is not null' },
    // Begins with an expression, which is beyond the schema builder; the migration makes it.
    { name: 'audit_event_actor_idx', columns: ['at', 'seq'], synchronize: false },
  ],
});

/** How far the checks of the chain are: one row. */
export interface AuditCheckRow {
  id: string;
  version: number;
  state: unknown;
}

export const AuditCheckSchema = new EntitySchema<AuditCheckRow>({
  name: 'AuditCheck',
  tableName: 'audit_check',
  columns: columns<AuditCheckRow>({
    id: text('id', { primary: true, primaryKeyConstraintName: 'audit_check_pkey' }),
    version: integer('version'),
    state: jsonb('state'),
  }),
});
