import type { Actor } from '../audit/audit-event.ts';
import { DomainError } from '../errors.ts';
import { type Role, validateRole } from './role.ts';
import type { RoleStores } from './stores-for-roles.ts';

export interface CreateRole {
  clientId: string;
  code: string;
  name: string;
  nameEn?: string | null | undefined;
  isPrivileged?: boolean | undefined;
  /** One of `ROLE_EXTENTS`; `none` when absent. */
  extent?: string | undefined;
}

/**
 * Adds a role to a client, with its audit event; the caller brings the transaction.
 * Throws `role_invalid`, `client_not_found`, `role_exists`.
 */
export async function createRole(
  stores: Pick<RoleStores, 'roles' | 'clients' | 'audit'>,
  { actor, at, id }: { actor: Actor; at: Date; id: string },
  input: CreateRole,
): Promise<Role> {
  const { clientId, code, name, nameEn = null, isPrivileged = false, extent = 'none' } = input;
  const role = validateRole({ id, clientId, code, name, nameEn, isPrivileged, extent });
  if ((await stores.clients.find(clientId)) === undefined) {
    throw new DomainError('client_not_found', { client: clientId });
  }
  if (!(await stores.roles.addRole(role)))
    throw new DomainError('role_exists', { client: clientId, role: code });
  await stores.audit.append({
    type: 'role.created',
    at,
    actor,
    clientId,
    details: {
      roleId: id,
      role: code,
      name: role.name,
      nameEn: role.nameEn,
      isPrivileged,
      extent: role.extent,
    },
  });
  return role;
}
