import type { Actor } from '../audit/audit-event.ts';
import { DomainError } from '../errors.ts';
import { foreseeSeparation } from './foresee-separation.ts';
import { foreseeTokenSize, type LargestToken } from './foresee-token-size.ts';
import { refuseGiving } from './grant-authority.ts';
import { draftRoleGrant, type GrantRole } from './grant-role.ts';
import { loadContents } from './load-rights.ts';
import type { Role } from './role.ts';
import type { RoleGrant } from './role-grant.ts';
import { needsSecondPerson } from './role-rights.ts';
import type { ListedViolation } from './separation-report.ts';
import { type RoleGrantEffects, simulateGiving } from './simulate-grant.ts';
import type { RoleStores } from './stores-for-roles.ts';

/** What a role grant would come to, before anybody gives it. */
export interface GrantPreview {
  role: Role;
  roleGrant: RoleGrant;
  effects: RoleGrantEffects;
  /** Who would hold together what nobody may; it is refused then. */
  violations: ListedViolation[];
  /** The largest role claims at the role's client among the first 100 people who gain it; undefined when nobody does. */
  token: LargestToken | undefined;
  /** It would wait for a second person. */
  isWaiting: boolean;
}

/** What a role grant that somebody asks for would come to; writes nothing. Throws what drafting and `refuseGiving` throw. */
export async function previewGrant(
  stores: RoleStores,
  context: { actor: Actor; at: Date; id: string },
  input: GrantRole,
): Promise<GrantPreview> {
  const { role, roleGrant } = await draftRoleGrant(stores, context, input);
  await refuseGiving(stores, context, role, roleGrant);
  const isWaiting = needsSecondPerson(context.actor, await loadContents(stores, [role]));
  return { ...(await foresee(stores, role, roleGrant, context.at)), isWaiting };
}

/** What a role grant that waits would come to at this moment. Throws `role_grant_not_found`. */
export async function previewWaiting(
  stores: RoleStores,
  roleGrant: RoleGrant,
  at: Date,
): Promise<GrantPreview> {
  const role = await stores.roles.findRoleById(roleGrant.roleId);
  if (role === undefined) throw new DomainError('role_grant_not_found', { roleGrant: roleGrant.id });
  return { ...(await foresee(stores, role, roleGrant, at)), isWaiting: true };
}

async function foresee(stores: RoleStores, role: Role, roleGrant: RoleGrant, at: Date) {
  const effects = await simulateGiving(stores, role, roleGrant, at);
  const violations = await foreseeSeparation(stores, roleGrant, at);
  const { clientId } = role;
  const token = await foreseeTokenSize(
    stores,
    { clientId, roleGrant, at: effects.at },
    effects.gained.people,
  );
  return { role, roleGrant, effects, violations, token };
}
