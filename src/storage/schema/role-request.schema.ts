import { EntitySchema } from 'typeorm';
import type { RoleRequest } from '../../domain/requests/role-request.ts';
import { columns, jsonb, references, text, timestamp, uuid } from '../columns.ts';

export const RoleRequestSchema = new EntitySchema<RoleRequest>({
  name: 'RoleRequest',
  tableName: 'role_request',
  columns: columns<RoleRequest>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'role_request_pkey' }),
    personId: uuid('person_id', { ...references('role_request', 'person_id', 'Person', 'CASCADE') }),
    roleId: uuid('role_id', { ...references('role_request', 'role_id', 'Role', 'CASCADE') }),
    extentUnitId: uuid('extent_unit_id', {
      nullable: true,
      ...references('role_request', 'extent_unit_id', 'Unit'),
    }),
    until: timestamp('valid_until'),
    reason: text('reason'),
    state: text('state'),
    steps: jsonb('steps'),
    decisions: jsonb('decisions'),
    requestedAt: timestamp('requested_at'),
    dueAt: timestamp('due_at'),
    remindedAt: timestamp('reminded_at', { nullable: true }),
    endedAt: timestamp('ended_at', { nullable: true }),
    roleGrantId: uuid('role_grant_id', { nullable: true }),
  }),
  indices: [
    {
      name: 'role_request_pending_idx',
      columns: ['personId', 'roleId'],
      unique: true,
      where: "state = 'pending'",
    },
    { name: 'role_request_person_id_idx', columns: ['personId', 'requestedAt'] },
    { name: 'role_request_due_at_idx', columns: ['dueAt'] },
  ],
});
