import { EntitySchema } from 'typeorm';
import type { Mandate } from '../../domain/roles/mandate.ts';
import { columns, references, text, timestamp, uuid } from '../columns.ts';

const nullable = { nullable: true };

/** A mandate as stored; its roles have rows of their own. */
export type MandateRow = Omit<Mandate, 'roleIds'>;

export interface MandateRoleRow {
  mandateId: string;
  roleId: string;
}

export const MandateSchema = new EntitySchema<MandateRow>({
  name: 'Mandate',
  tableName: 'mandate',
  columns: columns<MandateRow>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'mandate_pkey' }),
    mandatorId: uuid('mandator_id', references('mandate', 'mandator_id', 'Person', 'CASCADE')),
    deputyId: uuid('deputy_id', references('mandate', 'deputy_id', 'Person', 'CASCADE')),
    from: timestamp('valid_from'),
    until: timestamp('valid_until'),
    decision: text('decision'),
    reason: text('reason', nullable),
    enteredBy: text('entered_by'),
    createdAt: timestamp('created_at'),
    endedAt: timestamp('ended_at', nullable),
    endedBy: text('ended_by', nullable),
  }),
  indices: [
    { name: 'mandate_deputy_id_idx', columns: ['deputyId'] },
    { name: 'mandate_mandator_id_idx', columns: ['mandatorId'] },
  ],
});

const KEY = { primary: true, primaryKeyConstraintName: 'mandate_role_pkey' };

export const MandateRoleSchema = new EntitySchema<MandateRoleRow>({
  name: 'MandateRole',
  tableName: 'mandate_role',
  columns: columns<MandateRoleRow>({
    mandateId: uuid('mandate_id', {
      ...KEY,
      ...references('mandate_role', 'mandate_id', 'Mandate', 'CASCADE'),
    }),
    roleId: uuid('role_id', { ...KEY, ...references('mandate_role', 'role_id', 'Role', 'CASCADE') }),
  }),
});
