import type { Actor } from '../audit/audit-event.ts';
import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import { ownerRoleCode } from '../clients/owner-role.ts';
import type { ErrorCode } from '../errors.ts';
import type { Role } from './role.ts';
import type { RoleReach } from './role-reach.ts';

/**
 * What an actor may do with roles, by the roles held at the product itself at one moment:
 * - the operator of the server, and the system itself, everything, alone;
 * - a system administrator everything but to make roles of the product, put a privileged role into a composite, or
 *   give herself anything; what she gives of a privileged role waits for a second person;
 * - a program with the scope for it, roles of relying systems, on the same terms;
 * - a delegate, only what follows from her product roles. An owner gives, makes and composes the roles of her own
 *   relying system. A unit administrator gives roles of any relying system within `units`: the holder stands in one of
 *   them, and what the role covers lies in them. Both at once may each as the other does not forbid.
 */
export type RoleRights =
  | { kind: 'operator' }
  | { kind: 'administrator' }
  | { kind: 'program' }
  | {
      kind: 'delegate';
      /** Codes of the owners' roles that she holds (`ownerRoleCode`). */
      ownerRoles: ReadonlySet<string>;
      /** Ids of the units that she administers, with all units below them. */
      units: ReadonlySet<string>;
    };

/** What somebody wants to do. `roles` are the ones it is about, with everything inside them; never empty. */
export type RoleAct =
  | ({ kind: 'give'; reachesActor: boolean } & RoleReach)
  /** Also to reject one that waits. `isOfPeer`: its author is the actor, or stands no higher. */
  | ({ kind: 'revoke'; isOfPeer: boolean } & RoleReach)
  | { kind: 'create'; roles: readonly Pick<Role, 'clientId'>[] }
  /** `parts` are those of `roles` that go into the composite; `reachesActor`: she holds the composite. */
  | { kind: 'include'; roles: readonly Role[]; parts: readonly Role[]; reachesActor: boolean }
  | { kind: 'exclude'; roles: readonly Role[]; parts: readonly Role[] }
  /** Keeping roles apart, no longer doing so, and exceptions; `reachesActor`: the exception is for herself. */
  | { kind: 'separate'; reachesActor: boolean };

export type RoleRefusal = Extract<
  ErrorCode,
  | 'permission_denied'
  | 'role_grant_outside_extent'
  | 'role_grant_to_self'
  | 'role_grant_higher'
  | 'second_person_needed'
>;

/**
 * Whether somebody may do something with roles: undefined for yes, else why not. Pure; the only place that decides.
 * `permission_denied`: no right to such a role at all. `role_grant_outside_extent`: a unit administrator, but holder
 * or role reach beyond the units. `role_grant_to_self`: whoever is reached by what she does. `role_grant_higher`: a
 * privileged role that somebody gave who stands higher, which only a system administrator takes away: the operator
 * stands above the system administrator, she above programs, owners and unit administrators, and these are each
 * other's peers. `second_person_needed`: composites have nobody to approve, so that only the operator puts privileged
 * roles into them.
 */
export function refusalOf(rights: RoleRights, act: RoleAct): RoleRefusal | undefined {
  if (rights.kind === 'operator') return undefined;
  const lacking = lackOf(rights, act);
  if (lacking !== undefined) return lacking;
  if ('reachesActor' in act && act.reachesActor) return 'role_grant_to_self';
  if (rights.kind !== 'administrator' && touchesHigher(act)) return 'role_grant_higher';
  return act.kind === 'include' && act.parts.some(isPrivileged) ? 'second_person_needed' : undefined;
}

/** Whether what somebody gives waits for a second person: a privileged role, unless the operator gives it. */
export function needsSecondPerson(actor: Pick<Actor, 'kind'>, roles: readonly Role[]): boolean {
  return !isOperator(actor) && roles.some(isPrivileged);
}

/** Whether somebody is the server's operator, or the system itself: both may do everything, alone. */
export function isOperator({ kind }: Pick<Actor, 'kind'>): boolean {
  return kind === 'operator' || kind === 'system';
}

function lackOf(rights: Exclude<RoleRights, { kind: 'operator' }>, act: RoleAct): RoleRefusal | undefined {
  if (rights.kind === 'administrator')
    return act.kind === 'create' && act.roles.some(isOfProduct) ? 'permission_denied' : undefined;
  if (act.kind === 'separate' || act.roles.length === 0 || act.roles.some(isOfProduct))
    return 'permission_denied';
  if (rights.kind === 'program') return undefined;
  if (act.roles.every(({ clientId }) => rights.ownerRoles.has(ownerRoleCode(clientId)))) return undefined;
  if ((act.kind !== 'give' && act.kind !== 'revoke') || rights.units.size === 0) return 'permission_denied';
  return liesWithin(act, rights.units) ? undefined : 'role_grant_outside_extent';
}

/**
 * Whether a holder stands in some units, and a role covers no more than them. Without a limit to units a role covers
 * the whole ministry if it could have been limited, or is privileged; any other has no reach but its holder.
 */
function liesWithin({ roles, holderUnits, coveredUnits }: RoleReach, units: ReadonlySet<string>): boolean {
  if (!holderUnits.some((id) => units.has(id))) return false;
  if (coveredUnits === null) return roles.every((role) => role.extent === 'none' && !role.isPrivileged);
  return coveredUnits.length > 0 && coveredUnits.every((id) => units.has(id));
}

function touchesHigher(act: RoleAct): boolean {
  if (act.kind === 'revoke') return !act.isOfPeer && act.roles.some(isPrivileged);
  return act.kind === 'exclude' && act.parts.some(isPrivileged);
}

function isPrivileged(role: Role): boolean {
  return role.isPrivileged;
}

function isOfProduct({ clientId }: Pick<Role, 'clientId'>): boolean {
  return clientId === OWN_CLIENT_ID;
}
