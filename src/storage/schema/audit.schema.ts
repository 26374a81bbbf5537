import { EntitySchema } from 'typeorm';
import type { Actor } from '../../domain/audit/audit-event.ts';
import type { ErrorDetails } from '../../domain/errors.ts';
import { bigint, columns, jsonb, text, timestamp } from '../columns.ts';

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
  ],
});
