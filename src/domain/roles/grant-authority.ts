import type { Actor } from '../audit/audit-event.ts';
import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import { isRowId } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import type { ComposeRole } from './compose-role.ts';
import { withParts } from './composite-roles.ts';
import { effectiveRoles } from './effective-roles.ts';
import { draftRoleGrant, type GrantRole } from './grant-role.ts';
import { SYSTEM_ADMINISTRATOR } from './permissions.ts';
import type { Role } from './role.ts';
import type { RoleGrant } from './role-grant.ts';
import { loadEffectiveRoles, loadRoleFacts } from './role-lookup.ts';
import type { RoleStores } from './stores-for-roles.ts';

/**
 * Who may give which role. The server's operator may give any; beyond that,
 * - nobody gives herself a role, by whatever holder reaches her today, whenever it begins (`role_grant_to_self`);
 * - roles at the product itself are given and taken back by its system administrators, never by a program
 *   (`permission_denied`): who could hand them out would hold them all. So are composites, of whatever client, with
 *   one of them inside, and what is put into or taken out of any that has to do with them.
 */

type Authority = Pick<RoleStores, 'directory' | 'roles'>;

/** Does what was asked, if the actor may. Throws `permission_denied`, `role_grant_to_self` and what `grant` throws. */
export async function grantWithAuthority<T>(
  stores: Authority,
  context: { actor: Actor; at: Date; id: string },
  input: GrantRole,
  grant: () => Promise<T>,
): Promise<T> {
  const { role, roleGrant } = await draftRoleGrant(stores, context, input);
  await refuseProductRole(stores, context, role);
  if (await reachesActor(stores, context, role, roleGrant)) throw new DomainError('role_grant_to_self');
  return grant();
}

/** Throws `permission_denied` for a grant of a product's role that the actor may not touch. */
export async function refuseRevocation(
  stores: Authority,
  context: { actor: Actor; at: Date },
  roleGrantId: string,
): Promise<void> {
  const roleGrant = isRowId(roleGrantId) ? await stores.roles.findRoleGrant(roleGrantId) : undefined;
  const role = roleGrant && (await stores.roles.findRoleById(roleGrant.roleId));
  if (role !== undefined) await refuseProductRole(stores, context, role);
}

/** Throws `permission_denied` for a change of composites that has to do with a product's role the actor may not touch. */
export async function refuseComposition(
  stores: Authority,
  context: { actor: Actor; at: Date },
  { role: whole, parts }: ComposeRole,
): Promise<void> {
  for (const { clientId, code } of [whole, ...parts]) {
    const role = await stores.roles.findRole(clientId, code);
    if (role !== undefined) await refuseProductRole(stores, context, role);
  }
}

async function refuseProductRole(
  stores: Authority,
  { actor, at }: { actor: Actor; at: Date },
  { id }: Role,
): Promise<void> {
  if (actor.kind === 'operator' || actor.kind === 'system') return;
  const given = withParts([id], await stores.roles.listRoleParts());
  const roles = await stores.roles.listRolesByIds([...given]);
  if (!roles.some(({ clientId }) => clientId === OWN_CLIENT_ID)) return;
  const record = actor.kind === 'person' ? await stores.directory.findPersonRecord(actor.id) : undefined;
  const held = record === undefined ? [] : await loadEffectiveRoles(stores.roles, record, OWN_CLIENT_ID, at);
  if (!held.some(({ role }) => role.code === SYSTEM_ADMINISTRATOR))
    throw new DomainError('permission_denied');
}

async function reachesActor(
  stores: Authority,
  { actor, at }: { actor: Actor; at: Date },
  role: Role,
  roleGrant: RoleGrant,
): Promise<boolean> {
  if (actor.kind !== 'person') return false;
  if (roleGrant.personId === actor.id) return true;
  const record = await stores.directory.findPersonRecord(actor.id);
  if (record === undefined) return false;
  const facts = await loadRoleFacts(stores.roles, record, role.clientId, at);
  // Whom it reaches is what counts: neither when it begins nor what the role is limited to.
  const reaching = { ...roleGrant, from: null, until: null, extentUnitId: null };
  const unlimited: Role = { ...role, extent: 'none' };
  return effectiveRoles({ ...facts, roles: [unlimited], roleGrants: [reaching] }).length > 0;
}
