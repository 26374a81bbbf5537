import { type Actor, type AuditEvent, actorLabel } from '../audit/audit-event.ts';
import { isRowId } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import type { Role } from './role.ts';
import type { RoleGrant } from './role-grant.ts';
import type { RoleStores } from './stores-for-roles.ts';

/**
 * Revokes a role grant, with its audit event; the caller brings the transaction.
 * Throws `role_grant_not_found` when it is unknown or was revoked before.
 */
export async function revokeRole(
  stores: Pick<RoleStores, 'roles' | 'audit'>,
  { actor, at }: { actor: Actor; at: Date },
  roleGrantId: string,
): Promise<void> {
  const revoked = isRowId(roleGrantId)
    ? await stores.roles.revokeRoleGrant(roleGrantId, at, actorLabel(actor))
    : undefined;
  if (revoked === undefined) throw new DomainError('role_grant_not_found', { roleGrant: roleGrantId });
  const role = await stores.roles.findRoleById(revoked.roleId);
  await stores.audit.append(roleRevoked(role, revoked, { actor, at }));
}

/** The event of a role grant that was revoked. */
export function roleRevoked(
  role: Role | undefined,
  { id, personId }: Pick<RoleGrant, 'id' | 'personId'>,
  { actor, at }: { actor: Actor; at: Date },
): AuditEvent {
  return {
    type: 'role.revoked',
    at,
    actor,
    personId: personId ?? undefined,
    clientId: role?.clientId,
    details: { roleGrantId: id, role: role?.code ?? null },
  };
}
