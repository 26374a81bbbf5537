import type { Appointment } from '../../../src/domain/directory/appointment.ts';
import type { Person } from '../../../src/domain/directory/person.ts';
import type { Position } from '../../../src/domain/directory/position.ts';
import type { Unit } from '../../../src/domain/directory/unit.ts';
import type { Mandate } from '../../../src/domain/roles/mandate.ts';
import type { Role } from '../../../src/domain/roles/role.ts';
import type { RoleGrant } from '../../../src/domain/roles/role-grant.ts';

/** Rows for tests: valid as they are, with the fields that matter to a test given by it. */

export function personRow(fields: Partial<Person> = {}): Person {
  return {
    id: 'lan',
    employeeNo: null,
    fullName: 'Nguyễn Thị Lan',
    familyName: 'Nguyễn',
    middleName: 'Thị',
    givenName: 'Lan',
    birthDate: null,
    gender: null,
    citizenId: null,
    email: null,
    phone: null,
    category: null,
    status: 'dang_cong_tac',
    title: null,
    rankCode: null,
    disabledAt: null,
    ...fields,
  };
}

export function unitRow(id: string, fields: Partial<Unit> = {}): Unit {
  return {
    id,
    code: id.toUpperCase(),
    name: `Unit ${id}`,
    formerCodes: [],
    shortName: null,
    parentId: null,
    kind: null,
    validFrom: null,
    validUntil: null,
    replacedBy: null,
    ...fields,
  };
}

export function positionRow(id: string): Position {
  return { id, code: `code-${id}`, name: `Position ${id}` };
}

export function appointmentRow(unitId: string, fields: Partial<Appointment> = {}): Appointment {
  return {
    id: `in-${unitId}`,
    personId: 'lan',
    unitId,
    positionId: 'staff',
    isMain: true,
    isActing: false,
    from: null,
    until: null,
    ...fields,
  };
}

export function roleRow(fields: Partial<Role> = {}): Role {
  return {
    id: 'clerk',
    clientId: 'documents',
    code: 'clerk',
    name: 'Văn thư',
    nameEn: null,
    isPrivileged: false,
    extent: 'none',
    ...fields,
  };
}

export function mandateRow(fields: Partial<Mandate> = {}): Mandate {
  return {
    id: 'mandate-1',
    mandatorId: 'an',
    deputyId: 'lan',
    roleIds: ['clerk'],
    from: new Date('2026-03-01T00:00:00+07:00'),
    until: new Date('2026-04-01T00:00:00+07:00'),
    decision: '12/QĐ-BTTTT',
    reason: null,
    enteredBy: 'person:an',
    createdAt: new Date('2026-02-20T00:00:00Z'),
    endedAt: null,
    endedBy: null,
    ...fields,
  };
}

export function roleGrantRow(fields: Partial<RoleGrant> = {}): RoleGrant {
  return {
    id: 'rg-1',
    roleId: 'clerk',
    personId: null,
    unitId: null,
    includesSubtree: false,
    positionId: null,
    category: null,
    extentUnitId: null,
    from: null,
    until: null,
    decision: null,
    decisionSha256: null,
    reason: null,
    grantedBy: 'system',
    createdAt: new Date('2026-01-01T00:00:00Z'),
    revokedAt: null,
    revokedBy: null,
    ...fields,
  };
}
