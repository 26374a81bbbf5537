import { EntitySchema } from 'typeorm';
import type { CertificateBinding } from '../../domain/certificates/certificate-binding.ts';
import type { CertificateTicket } from '../../domain/certificates/certificate-ticket.ts';
import { columns, integer, jsonb, references, text, timestamp, uuid } from '../columns.ts';

interface CertificateTicketRow extends CertificateTicket {
  answerHash: string | null;
  presented: unknown;
  usedAt: Date | null;
}

const nullable = { nullable: true };

export const CertificateBindingSchema = new EntitySchema<CertificateBinding>({
  name: 'CertificateBinding',
  tableName: 'certificate_binding',
  columns: columns<CertificateBinding>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'certificate_binding_pkey' }),
    personId: uuid('person_id', references('certificate_binding', 'person_id', 'Person', 'CASCADE')),
    tree: text('tree'),
    issuer: text('issuer'),
    serial: text('serial'),
    fingerprint: text('fingerprint'),
    subject: text('subject'),
    notAfter: timestamp('not_after'),
    via: text('via'),
    enrolledBy: text('enrolled_by'),
    enrolledAt: timestamp('enrolled_at'),
    confirmedAt: timestamp('confirmed_at', nullable),
    remindedDays: integer('reminded_days', nullable),
    revokedAt: timestamp('revoked_at', nullable),
    revokedBy: text('revoked_by', nullable),
  }),
  indices: [
    {
      name: 'certificate_binding_live_key',
      columns: ['issuer', 'serial'],
      unique: true,
      where: '(revoked_at IS NULL)',
    },
    { name: 'certificate_binding_person_id_idx', columns: ['personId'] },
    { name: 'certificate_binding_subject_idx', columns: ['tree', 'subject'] },
    { name: 'certificate_binding_not_after_idx', columns: ['notAfter'] },
  ],
});

export const CertificateTicketSchema = new EntitySchema<CertificateTicketRow>({
  name: 'CertificateTicket',
  tableName: 'certificate_ticket',
  columns: columns<CertificateTicketRow>({
    hash: text('hash', { primary: true, primaryKeyConstraintName: 'certificate_ticket_pkey' }),
    context: text('context'),
    expiresAt: timestamp('expires_at'),
    answerHash: text('answer_hash', nullable),
    presented: jsonb('presented', nullable),
    usedAt: timestamp('used_at', nullable),
  }),
  indices: [
    { name: 'certificate_ticket_answer_hash_idx', columns: ['answerHash'], unique: true },
    { name: 'certificate_ticket_expires_at_idx', columns: ['expiresAt'] },
  ],
});
