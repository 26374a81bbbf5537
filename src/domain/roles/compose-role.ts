import type { Actor, AuditType } from '../audit/audit-event.ts';
import { DomainError } from '../errors.ts';
import { checkParts } from './check-separation.ts';
import { findPartFault } from './composite-roles.ts';
import type { Role } from './role.ts';
import type { RoleStores } from './stores-for-roles.ts';

export interface RoleName {
  clientId: string;
  code: string;
}

export interface ComposeRole {
  /** The composite. */
  role: RoleName;
  parts: readonly RoleName[];
}

type Stores = Pick<RoleStores, 'roles' | 'audit'>;
type AllStores = Omit<RoleStores, 'clients'>;
interface Act {
  actor: Actor;
  at: Date;
}

/**
 * Puts roles into a composite, all or none, with an audit event for each that was not in it; the caller brings the
 * transaction. Throws `role_not_found`, and `role_part_invalid` with `reason` as `findPartFault` tells it, and
 * `separation_violated`.
 */
export async function includeRoles(stores: AllStores, act: Act, { role, parts }: ComposeRole): Promise<void> {
  // Two inclusions at the same time could close a circle that neither sees.
  await stores.roles.lockRoleParts();
  await stores.separations.lock();
  const before = await stores.roles.listRoleParts();
  const whole = await getRole(stores, role);
  for (const name of parts) {
    const part = await getRole(stores, name);
    const reason = findPartFault(whole, part, await stores.roles.listRoleParts());
    if (reason !== undefined)
      throw new DomainError('role_part_invalid', { reason, role: nameOf(whole), part: nameOf(part) });
    if (await stores.roles.addRolePart({ roleId: whole.id, partId: part.id }))
      await record(stores, act, 'role.included', whole, part);
  }
  await checkParts(stores, before, act.at);
}

/**
 * Takes roles out of a composite, all or none, with their audit events; the caller brings the transaction.
 * Throws `role_not_found`, and `role_part_not_found` for a role that is not directly in it.
 */
export async function excludeRoles(stores: Stores, act: Act, { role, parts }: ComposeRole): Promise<void> {
  const whole = await getRole(stores, role);
  for (const name of parts) {
    const part = await getRole(stores, name);
    if (!(await stores.roles.removeRolePart({ roleId: whole.id, partId: part.id })))
      throw new DomainError('role_part_not_found', { role: nameOf(whole), part: nameOf(part) });
    await record(stores, act, 'role.excluded', whole, part);
  }
}

async function getRole({ roles }: Pick<Stores, 'roles'>, { clientId, code }: RoleName): Promise<Role> {
  const role = await roles.findRole(clientId, code);
  if (role === undefined) throw new DomainError('role_not_found', { client: clientId, role: code });
  return role;
}

async function record({ audit }: Stores, act: Act, type: AuditType, whole: Role, part: Role): Promise<void> {
  await audit.append({
    ...act,
    type,
    clientId: whole.clientId,
    details: { roleId: whole.id, role: whole.code, partId: part.id, part: nameOf(part) },
  });
}

function nameOf({ clientId, code }: Role): string {
  return `${clientId}:${code}`;
}
