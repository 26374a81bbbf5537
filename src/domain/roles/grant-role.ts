import { createHash } from 'node:crypto';
import { type Actor, type AuditEvent, actorLabel } from '../audit/audit-event.ts';
import { DomainError, type ErrorDetails } from '../errors.ts';
import { checkSeparation } from './check-separation.ts';
import { loadContents } from './load-rights.ts';
import { parsePeriod } from './parse-period.ts';
import type { Role } from './role.ts';
import { type RoleGrant, validateRoleGrant } from './role-grant.ts';
import { type RoleGrantTarget, resolveTarget, resolveUnit } from './role-grant-target.ts';
import { needsSecondPerson } from './role-rights.ts';
import type { RoleStores } from './stores-for-roles.ts';
import { WAITING_MS } from './waiting-role-grant.ts';

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

/** A role grant to store, with its role and what the audit log says of it. */
export interface Given {
  role: Role;
  roleGrant: RoleGrant;
  details: ErrorDetails;
}

type Stores = Omit<RoleStores, 'clients'>;
interface Context {
  actor: Actor;
  at: Date;
}

/**
 * Gives a role, with its audit event; the caller brings the transaction, and has asked `grantWithAuthority`. A privileged
 * role that anybody but the operator gives only waits for a second person then (`isWaiting`). Throws `role_not_found`,
 * `period_invalid`, `person_not_found`, `unit_not_found`, `position_not_found`, `role_grant_invalid`,
 * `separation_violated`.
 */
export async function grantRole(
  stores: Stores,
  context: Context & { id: string },
  input: GrantRole,
): Promise<{ id: string; isWaiting: boolean }> {
  const { role, roleGrant } = await draftRoleGrant(stores, context, input);
  const given = { role, roleGrant, details: detailsOf(roleGrant, input) };
  const isWaiting = needsSecondPerson(context.actor, await loadContents(stores, [role]));
  await (isWaiting ? submitRoleGrant : storeRoleGrant)(stores, context, given);
  return { id: context.id, isWaiting };
}

/** Keeps a role grant that gives nothing before a second person approves, with its audit event. */
async function submitRoleGrant(
  stores: Stores,
  { actor, at }: Context,
  { role, roleGrant, details }: Given,
): Promise<void> {
  const { id, roleId, personId } = roleGrant;
  const expiresAt = new Date(at.getTime() + WAITING_MS);
  const undecided = { state: 'waiting', decidedAt: null, decidedBy: null } as const;
  await stores.waitingRoleGrants.add({ id, roleId, roleGrant, details, expiresAt, ...undecided });
  await stores.audit.append({
    type: 'role.submitted',
    at,
    actor,
    personId: personId ?? undefined,
    clientId: role.clientId,
    details: { ...details, expires_at: expiresAt.toISOString() },
  });
}

/** Stores a role grant that counts, with its audit event. Throws `separation_violated`. */
export async function storeRoleGrant(
  stores: Stores,
  { actor, at }: Context,
  { role, roleGrant, details }: Given,
): Promise<void> {
  // First of all locks: of two role grants that violate a separation together, the second sees the first.
  await stores.separations.lock();
  await stores.roles.addRoleGrant(roleGrant);
  await checkSeparation(stores, roleGrant, at);
  await stores.audit.append(roleGranted({ role, roleGrant, details }, { actor, at }));
}

/** The event of a role that was given. */
export function roleGranted({ role, roleGrant, details }: Given, { actor, at }: Context): AuditEvent {
  return {
    type: 'role.granted',
    at,
    actor,
    personId: roleGrant.personId ?? undefined,
    clientId: role.clientId,
    details,
  };
}

function textOf(text: string | undefined): string | null {
  const clean = text?.normalize('NFC').trim() ?? '';
  return clean === '' ? null : clean;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A role grant for the audit log: codes beside ids, so that it stays readable after a unit is renamed. */
export function detailsOf(roleGrant: RoleGrant, { code, to, extent }: GrantRole): ErrorDetails {
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
