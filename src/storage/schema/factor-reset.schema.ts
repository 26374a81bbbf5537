import { EntitySchema } from 'typeorm';
import type { FactorReset } from '../../domain/authentication/factor-reset.ts';
import { columns, references, text, timestamp, uuid } from '../columns.ts';

export const FactorResetSchema = new EntitySchema<FactorReset>({
  name: 'FactorReset',
  tableName: 'factor_reset',
  columns: columns<FactorReset>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'factor_reset_pkey' }),
    personId: uuid('person_id', references('factor_reset', 'person_id', 'Person', 'CASCADE')),
    checked: text('checked'),
    reference: text('reference'),
    reason: text('reason'),
    state: text('state'),
    askedAt: timestamp('asked_at'),
    askedBy: text('asked_by'),
    expiresAt: timestamp('expires_at'),
    decidedAt: timestamp('decided_at', { nullable: true }),
    decidedBy: text('decided_by', { nullable: true }),
  }),
  indices: [
    { name: 'factor_reset_waiting_idx', columns: ['personId'], unique: true, where: `state = 'waiting'` },
  ],
});
