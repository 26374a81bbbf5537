import { EntitySchema } from 'typeorm';
import type { RolePart } from '../../domain/roles/composite-roles.ts';
import type { Role } from '../../domain/roles/role.ts';
import type { RoleGrant } from '../../domain/roles/role-grant.ts';
import type { WaitingRoleGrant } from '../../domain/roles/waiting-role-grant.ts';
import { boolean, columns, jsonb, references, text, timestamp, uuid } from '../columns.ts';

const nullable = { nullable: true };

export const RoleSchema = new EntitySchema<Role>({
  name: 'Role',
  tableName: 'role',
  columns: columns<Role>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'role_pkey' }),
    clientId: text('client_id', references('role', 'client_id', 'Client', 'CASCADE')),
    code: text('code'),
    name: text('name'),
    nameEn: text('name_en', nullable),
    isPrivileged: boolean('is_privileged'),
    extent: text('extent'),
  }),
  uniques: [{ name: 'role_client_id_code_key', columns: ['clientId', 'code'] }],
});

export const RolePartSchema = new EntitySchema<RolePart>({
  name: 'RolePart',
  tableName: 'role_part',
  columns: columns<RolePart>({
    roleId: uuid('role_id', {
      primary: true,
      primaryKeyConstraintName: 'role_part_pkey',
      ...references('role_part', 'role_id', 'Role', 'CASCADE'),
    }),
    partId: uuid('part_id', {
      primary: true,
      primaryKeyConstraintName: 'role_part_pkey',
      ...references('role_part', 'part_id', 'Role', 'CASCADE'),
    }),
  }),
  indices: [{ name: 'role_part_part_id_idx', columns: ['partId'] }],
});

export const RoleGrantSchema = new EntitySchema<RoleGrant>({
  name: 'RoleGrant',
  tableName: 'role_grant',
  columns: columns<RoleGrant>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'role_grant_pkey' }),
    roleId: uuid('role_id', references('role_grant', 'role_id', 'Role', 'CASCADE')),
    personId: uuid('person_id', {
      ...nullable,
      ...references('role_grant', 'person_id', 'Person', 'CASCADE'),
    }),
    unitId: uuid('unit_id', { ...nullable, ...references('role_grant', 'unit_id', 'Unit') }),
    includesSubtree: boolean('includes_subtree'),
    positionId: uuid('position_id', { ...nullable, ...references('role_grant', 'position_id', 'Position') }),
    category: text('category', nullable),
    extentUnitId: uuid('extent_unit_id', {
      ...nullable,
      ...references('role_grant', 'extent_unit_id', 'Unit'),
    }),
    from: timestamp('valid_from', nullable),
    until: timestamp('valid_until', nullable),
    decision: text('decision', nullable),
    decisionSha256: text('decision_sha256', nullable),
    reason: text('reason', nullable),
    grantedBy: text('granted_by'),
    createdAt: timestamp('created_at'),
    revokedAt: timestamp('revoked_at', nullable),
    revokedBy: text('revoked_by', nullable),
  }),
  indices: [
    { name: 'role_grant_role_id_idx', columns: ['roleId'] },
    { name: 'role_grant_person_id_idx', columns: ['personId'] },
    { name: 'role_grant_unit_id_idx', columns: ['unitId'] },
    { name: 'role_grant_position_id_role_id_idx', columns: ['positionId', 'roleId'] },
    // The others are found by their unit or position.
    {
      name: 'role_grant_category_idx',
      columns: ['category'],
      where: 'unit_id is null and position_id is null',
    },
    { name: 'role_grant_created_at_id_idx', columns: ['createdAt', 'id'] },
    { name: 'role_grant_valid_from_idx', columns: ['from'], where: 'valid_from is not null' },
    { name: 'role_grant_valid_until_idx', columns: ['until'], where: 'valid_until is not null' },
    { name: 'role_grant_rule_idx', columns: ['roleId'], where: 'person_id is null' },
  ],
});

export const WaitingRoleGrantSchema = new EntitySchema<WaitingRoleGrant>({
  name: 'WaitingRoleGrant',
  tableName: 'waiting_role_grant',
  columns: columns<WaitingRoleGrant>({
    id: uuid('id', { primary: true, primaryKeyConstraintName: 'waiting_role_grant_pkey' }),
    roleId: uuid('role_id', references('waiting_role_grant', 'role_id', 'Role', 'CASCADE')),
    roleGrant: jsonb('role_grant'),
    details: jsonb('details'),
    state: text('state'),
    expiresAt: timestamp('expires_at'),
    decidedAt: timestamp('decided_at', nullable),
    decidedBy: text('decided_by', nullable),
  }),
});
