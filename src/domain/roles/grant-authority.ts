import type { Actor } from '../audit/audit-event.ts';
import { isRowId } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import type { ComposeRole } from './compose-role.ts';
import { draftRoleGrant, type GrantRole } from './grant-role.ts';
import { holdsRole, isOfPeer, loadContents, loadReach, loadRights, reachesActor } from './load-rights.ts';
import type { Role } from './role.ts';
import type { RoleGrant } from './role-grant.ts';
import { isOperator, type RoleAct, refusalOf } from './role-rights.ts';
import type { RoleStores } from './stores-for-roles.ts';

/**
 * Who may do what with roles: these load the facts, `role-rights` decides, and its refusals are thrown. For the
 * operator, who may everything, nothing is loaded.
 */

type Stores = Pick<RoleStores, 'directory' | 'roles'>;
interface Context {
  actor: Actor;
  at: Date;
}

/** Does what was asked, if the actor may give the role so. Throws what `refusalOf` names and what `grant` throws. */
export async function grantWithAuthority<T>(
  stores: Stores,
  context: { actor: Actor; at: Date; id: string },
  input: GrantRole,
  grant: () => Promise<T>,
): Promise<T> {
  const { role, roleGrant } = await draftRoleGrant(stores, context, input);
  await refuseGiving(stores, context, role, roleGrant);
  return grant();
}

/** Throws what `refusalOf` names for a role grant that the actor may not give. */
export async function refuseGiving(
  stores: Stores,
  context: Context,
  role: Role,
  roleGrant: RoleGrant,
): Promise<void> {
  await refuseReaching(stores, context, { role, roleGrant }, async () => ({
    kind: 'give',
    reachesActor: await reachesActor(stores, context, role, roleGrant),
  }));
}

/** Throws what `refusalOf` names for a role grant that the actor may not take away; nothing for an unknown one. */
export async function refuseRevocation(stores: Stores, context: Context, roleGrantId: string): Promise<void> {
  const roleGrant = isRowId(roleGrantId) ? await stores.roles.findRoleGrant(roleGrantId) : undefined;
  const role = roleGrant && (await stores.roles.findRoleById(roleGrant.roleId));
  if (roleGrant !== undefined && role !== undefined) await refuseTaking(stores, context, role, roleGrant);
}

/** Throws what `refusalOf` names for a role grant, in force or waiting, that the actor may not end. */
export async function refuseTaking(
  stores: Stores,
  context: Context,
  role: Role,
  roleGrant: RoleGrant,
): Promise<void> {
  await refuseReaching(stores, context, { role, roleGrant }, async () => ({
    kind: 'revoke',
    isOfPeer: await isOfPeer(stores, context, roleGrant),
  }));
}

/** Throws what `refusalOf` names for a role that the actor may not make. */
export function refuseCreation(
  stores: Stores,
  context: Context,
  { clientId }: { clientId: string },
): Promise<void> {
  return refuse(stores, context, { kind: 'create', roles: [{ clientId }] });
}

/** Throws what `refusalOf` names for a composite that the actor may not change so; nothing for unknown roles. */
export async function refuseComposition(
  stores: Stores,
  context: Context,
  kind: 'include' | 'exclude',
  { role: name, parts: names }: ComposeRole,
): Promise<void> {
  if (isOperator(context.actor)) return;
  const whole = await stores.roles.findRole(name.clientId, name.code);
  const found = await Promise.all(names.map(({ clientId, code }) => stores.roles.findRole(clientId, code)));
  const known = found.flatMap((part) => part ?? []);
  if (whole === undefined || known.length === 0) return;
  const parts = await loadContents(stores, known);
  const roles = [...(await loadContents(stores, [whole])), ...parts];
  if (kind === 'exclude') return refuse(stores, context, { kind, roles, parts });
  const holds = await holdsRole(stores, context, whole);
  return refuse(stores, context, { kind, roles, parts, reachesActor: holds });
}

/**
 * Throws what `refusalOf` names for who may not keep roles apart, end that, or except somebody from it.
 * @param personId whom an exception is for
 */
export function refuseSeparation(stores: Stores, context: Context, personId?: string): Promise<void> {
  const { actor } = context;
  const isForActor = actor.kind === 'person' && actor.id === personId;
  return refuse(stores, context, { kind: 'separate', reachesActor: isForActor });
}

async function refuse(stores: Stores, { actor, at }: Context, act: RoleAct): Promise<void> {
  const refusal = refusalOf(await loadRights(stores, actor, at), act);
  if (refusal !== undefined) throw new DomainError(refusal);
}

/** For a role grant that is given or ended, with whom and what it reaches. The operator is not asked. */
async function refuseReaching(
  stores: Stores,
  context: Context,
  { role, roleGrant }: { role: Role; roleGrant: RoleGrant },
  judge: () => Promise<{ kind: 'give'; reachesActor: boolean } | { kind: 'revoke'; isOfPeer: boolean }>,
): Promise<void> {
  if (isOperator(context.actor)) return;
  const reach = await loadReach(stores, role, roleGrant, context.at);
  await refuse(stores, context, { ...reach, ...(await judge()) });
}
