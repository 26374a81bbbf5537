import type { DirectoryStore } from '../../domain/directory/directory-store.ts';
import { STAFF_CATEGORIES } from '../../domain/directory/person.ts';
import type { Position } from '../../domain/directory/position.ts';
import type { Unit } from '../../domain/directory/unit.ts';
import type { Role } from '../../domain/roles/role.ts';
import type { RoleGrant } from '../../domain/roles/role-grant.ts';
import type { RoleStore } from '../../domain/roles/role-store.ts';
import type { HolderChanges, RoleChanges, RoleGrantEffects } from '../../domain/roles/simulate-grant.ts';
import { WAITING_STATES, type WaitingRoleGrant } from '../../domain/roles/waiting-role-grant.ts';
import * as schema from './schema.ts';

const ID = { ...schema.text, format: 'uuid' };

export const ROLE_GRANT: schema.NamedSchema = {
  name: 'RoleGrant',
  schema: schema.object({
    id: ID,
    role: { ...schema.text, description: 'CLIENT:CODE' },
    person: { ...schema.textOrNull, description: 'id of the person' },
    unit: { ...schema.textOrNull, description: 'code' },
    subtree: schema.flag,
    position: { ...schema.textOrNull, description: 'code' },
    category: schema.oneOfOrNull(STAFF_CATEGORIES),
    extent: { ...schema.textOrNull, description: 'code of the unit that it is limited to' },
    from: schema.momentOrNull,
    until: schema.momentOrNull,
    decision: schema.textOrNull,
    decision_sha256: { ...schema.textOrNull, description: 'of its document' },
    reason: schema.textOrNull,
    granted_by: schema.text,
    created_at: schema.moment,
    revoked_at: schema.momentOrNull,
    revoked_by: schema.textOrNull,
  }),
};

const CHANGES = schema.object({
  count: schema.count,
  people: {
    ...schema.arrayOf(
      schema.object({
        person: ID,
        employee_no: schema.textOrNull,
        name: schema.text,
        units: { type: ['array', 'null'], items: schema.text },
      }),
    ),
    description: 'the first 100 by name',
  },
});

const OF_ROLE = { role: schema.text, gained: CHANGES, lost: CHANGES };

const EFFECTS: schema.NamedSchema = {
  name: 'RoleGrantEffects',
  schema: schema.object({
    ...OF_ROLE,
    at: schema.moment,
    parts: { ...schema.arrayOf(schema.object(OF_ROLE)), description: 'the roles inside a composite' },
  }),
};

export const ROLE_GRANT_OUTCOME: schema.NamedSchema = {
  name: 'RoleGrantOutcome',
  schema: schema.object({
    id: { ...schema.textOrNull, description: 'of the role grant; null for a dry run' },
    effects: { ...schema.nullOr(EFFECTS), description: 'of a dry run only' },
  }),
  uses: [EFFECTS],
};

export const WAITING_ROLE_GRANT: schema.NamedSchema = {
  name: 'WaitingRoleGrant',
  schema: schema.object({
    id: { ...ID, description: 'also of the role grant that it becomes' },
    state: schema.oneOf(WAITING_STATES),
    submitted_at: schema.moment,
    submitted_by: schema.text,
    expires_at: schema.moment,
    decided_at: schema.momentOrNull,
    decided_by: schema.textOrNull,
    role_grant: { ...schema.reference(ROLE_GRANT), description: 'as it was asked for' },
  }),
  uses: [ROLE_GRANT],
};

/** What role grants name by ids. */
export interface RoleGrantNames {
  roles: readonly Role[];
  units: readonly Unit[];
  positions: readonly Position[];
}

/** Reads what some role grants may name. */
export async function loadNames(
  { roles, directory }: { roles: Pick<RoleStore, 'listRolesByIds'>; directory: DirectoryNames },
  shown: readonly { roleId: string }[],
): Promise<RoleGrantNames> {
  return {
    roles: await roles.listRolesByIds([...new Set(shown.map(({ roleId }) => roleId))]),
    units: await directory.listUnits(),
    positions: await directory.listPositions(),
  };
}

type DirectoryNames = Pick<DirectoryStore, 'listUnits' | 'listPositions'>;

export function waitingJson(waiting: WaitingRoleGrant, names: RoleGrantNames) {
  return {
    id: waiting.id,
    state: waiting.state,
    submitted_at: waiting.roleGrant.createdAt,
    submitted_by: waiting.roleGrant.grantedBy,
    expires_at: waiting.expiresAt,
    decided_at: waiting.decidedAt,
    decided_by: waiting.decidedBy,
    role_grant: roleGrantJson(waiting.roleGrant, names),
  };
}

export function roleGrantJson(roleGrant: RoleGrant, names: RoleGrantNames) {
  const codeOf = (rows: readonly { id: string; code: string }[], id: string | null) =>
    rows.find((row) => row.id === id)?.code ?? null;
  const role = names.roles.find(({ id }) => id === roleGrant.roleId);
  return {
    id: roleGrant.id,
    role: `${role?.clientId}:${role?.code}`,
    person: roleGrant.personId,
    unit: codeOf(names.units, roleGrant.unitId),
    subtree: roleGrant.includesSubtree,
    position: codeOf(names.positions, roleGrant.positionId),
    category: roleGrant.category,
    extent: codeOf(names.units, roleGrant.extentUnitId),
    from: roleGrant.from,
    until: roleGrant.until,
    decision: roleGrant.decision,
    decision_sha256: roleGrant.decisionSha256,
    reason: roleGrant.reason,
    granted_by: roleGrant.grantedBy,
    created_at: roleGrant.createdAt,
    revoked_at: roleGrant.revokedAt,
    revoked_by: roleGrant.revokedBy,
  };
}

export function effectsJson({ at, parts, ...whole }: RoleGrantEffects) {
  return { at, ...ofRoleJson(whole), parts: parts.map(ofRoleJson) };
}

function ofRoleJson({ role, gained, lost }: RoleChanges) {
  return { role, gained: changesJson(gained), lost: changesJson(lost) };
}

function changesJson({ count, people }: HolderChanges) {
  return { count, people: people.map(({ employeeNo, ...rest }) => ({ ...rest, employee_no: employeeNo })) };
}
