import { createHash } from 'node:crypto';
import { type Actor, actorLabel } from '../audit/audit-event.ts';
import { DomainError } from '../errors.ts';
import { checkSeparation } from './check-separation.ts';
import { parsePeriod } from './parse-period.ts';
import type { Role } from './role.ts';
import { type RoleGrant, validateRoleGrant } from './role-grant.ts';
import { type RoleGrantTarget, resolveTarget, resolveUnit } from './role-grant-target.ts';
import type { RoleStores } from './stores-for-roles.ts';

export interface GrantRole {
  clientId: string;
  /** Code of the role. */
  code: string;
  to: RoleGrantTarget;
  /** Code of the unit that the role is limited to. */
  extent?: string | undefined;
  /** Days of Asia/Ho_Chi_Minh, both included, or RFC 3339 times. */
  from?: string | undefined;
  until?: string | undefined;
  decision?: string | undefined;
  /** The decision's document, of which only the hash is kept. */
  decisionDocument?: Uint8Array | undefined;
  reason?: string | undefined;
}

/** A role grant as `grantRole` would store it, checked the same way; writes nothing. */
export async function draftRoleGrant(
  stores: Pick<RoleStores, 'directory' | 'roles'>,
  { actor, at, id }: { actor: Actor; at: Date; id: string },
  input: GrantRole,
): Promise<{ role: Role; roleGrant: RoleGrant }> {
  const role = await stores.roles.findRole(input.clientId, input.code);
  if (role === undefined)
    throw new DomainError('role_not_found', { client: input.clientId, role: input.code });
  const roleGrant: RoleGrant = {
    id,
    roleId: role.id,
    ...(await resolveTarget(stores.directory, input.to)),
    extentUnitId: input.extent === undefined ? null : await resolveUnit(stores.directory, input.extent),
    ...parsePeriod(input.from, input.until),
    decision: textOf(input.decision),
    decisionSha256: input.decisionDocument === undefined ? null : sha256(input.decisionDocument),
    reason: textOf(input.reason),
    grantedBy: actorLabel(actor),
    createdAt: at,
    revokedAt: null,
    revokedBy: null,
  };
  validateRoleGrant(roleGrant, role);
  return { role, roleGrant };
}

/**
 * Gives a role, with its audit event; the caller brings the transaction. Throws `role_not_found`, `period_invalid`,
 * `person_not_found`, `unit_not_found`, `position_not_found`, `role_grant_invalid`, `separation_violated`.
 */
export async function grantRole(
  stores: Omit<RoleStores, 'clients'>,
  { actor, at, id }: { actor: Actor; at: Date; id: string },
  input: GrantRole,
): Promise<{ id: string }> {
  const { role, roleGrant } = await draftRoleGrant(stores, { actor, at, id }, input);
  // First of all locks: of two role grants that violate a separation together, the second sees the first.
  await stores.separations.lock();
  await stores.roles.addRoleGrant(roleGrant);
  await checkSeparation(stores, roleGrant, at);
  await stores.audit.append({
    type: 'role.granted',
    at,
    actor,
    personId: roleGrant.personId ?? undefined,
    clientId: role.clientId,
    details: detailsOf(roleGrant, input),
  });
  return { id };
}

function textOf(text: string | undefined): string | null {
  const clean = text?.normalize('NFC').trim() ?? '';
  return clean === '' ? null : clean;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

// Codes beside ids, so that the log stays readable after a unit is renamed.
function detailsOf(roleGrant: RoleGrant, { code, to, extent }: GrantRole) {
  return {
    roleGrantId: roleGrant.id,
    role: code,
    unit: to.unit ?? null,
    subtree: roleGrant.includesSubtree,
    position: to.position ?? null,
    category: roleGrant.category,
    extent: extent ?? null,
    from: roleGrant.from?.toISOString() ?? null,
    until: roleGrant.until?.toISOString() ?? null,
    decision: roleGrant.decision,
    decisionSha256: roleGrant.decisionSha256,
    reason: roleGrant.reason,
  };
}
