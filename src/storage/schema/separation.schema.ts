import { EntitySchema } from 'typeorm';
import type { Separation, SeparationException } from '../../domain/roles/separation-of-duties.ts';
import { columns, integer, references, text, timestamp, uuid } from '../columns.ts';

const nullable = { nullable: true };

/** A separation as stored; its roles have rows of their own. */
export type SeparationRow = Omit<Separation, 'roleIds'>;

export interface SeparationRoleRow {
  separationId: string;
  roleId: string;
}

export const SeparationSchema = new EntitySchema<SeparationRow>({
  name: 'Separation',
  tableName: 'separation',
  columns: columns<SeparationRow>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'separation_pkey' }),
    name: text('name', nullable),
    most: integer('most'),
    createdBy: text('created_by'),
    createdAt: timestamp('created_at'),
    endedAt: timestamp('ended_at', nullable),
    endedBy: text('ended_by', nullable),
  }),
});

const KEY = { primary: true, primaryKeyConstraintName: 'separation_role_pkey' };

export const SeparationRoleSchema = new EntitySchema<SeparationRoleRow>({
  name: 'SeparationRole',
  tableName: 'separation_role',
  columns: columns<SeparationRoleRow>({
    separationId: uuid('separation_id', {
      ...KEY,
      ...references('separation_role', 'separation_id', 'Separation', 'CASCADE'),
    }),
    roleId: uuid('role_id', { ...KEY, ...references('separation_role', 'role_id', 'Role', 'CASCADE') }),
  }),
});

export const SeparationExceptionSchema = new EntitySchema<SeparationException>({
  name: 'SeparationException',
  tableName: 'separation_exception',
  columns: columns<SeparationException>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'separation_exception_pkey' }),
    separationId: uuid(
      'separation_id',
      references('separation_exception', 'separation_id', 'Separation', 'CASCADE'),
    ),
    personId: uuid('person_id', references('separation_exception', 'person_id', 'Person', 'CASCADE')),
    decision: text('decision'),
    reason: text('reason', nullable),
    from: timestamp('valid_from'),
    until: timestamp('valid_until'),
    allowedBy: text('allowed_by'),
    createdAt: timestamp('created_at'),
  }),
});
