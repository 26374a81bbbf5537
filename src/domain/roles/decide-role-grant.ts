import { type Actor, type AuditType, actorLabel } from '../audit/audit-event.ts';
import { isRowId } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import { refuseGiving, refuseTaking } from './grant-authority.ts';
import { storeRoleGrant } from './grant-role.ts';
import { reachesActor } from './load-rights.ts';
import type { Role } from './role.ts';
import { validateRoleGrant } from './role-grant.ts';
import type { RoleStores } from './stores-for-roles.ts';
import { type WaitingDecision, type WaitingRoleGrant, waitingStateAt } from './waiting-role-grant.ts';

type Stores = Omit<RoleStores, 'clients'>;
interface Context {
  actor: Actor;
  at: Date;
}

/**
 * Gives what waited, by a second person who holds the right to give it at this moment, from this moment on; the caller
 * brings the transaction. Neither who asked nor who approves may be reached by it. Throws `role_grant_not_found`,
 * `role_grant_not_waiting`, `approver_not_person`, `approval_self`, what `refusalOf` names, `role_grant_invalid` when
 * its time is over, `separation_violated`.
 */
export async function approveRoleGrant(stores: Stores, context: Context, id: string): Promise<void> {
  await stores.separations.lock();
  const { waiting, role } = await findWaiting(stores, id, context.at);
  const { actor, at } = context;
  const { grantedBy, from } = waiting.roleGrant;
  if (actor.kind !== 'person' && actor.kind !== 'operator')
    throw new DomainError('approver_not_person', { roleGrant: id });
  if (actorLabel(actor) === grantedBy) throw new DomainError('approval_self', { roleGrant: id });
  await refuseGiving(stores, context, role, waiting.roleGrant);
  if (await reachesAuthor(stores, waiting, role, at)) throw new DomainError('role_grant_to_self');
  // It was not held before somebody approved, whatever day was asked for.
  const roleGrant = { ...waiting.roleGrant, from: from === null || from < at ? at : from, createdAt: at };
  validateRoleGrant(roleGrant, role);
  await decide(stores, context, waiting, role, 'approved');
  const details = { ...waiting.details, from: roleGrant.from.toISOString(), submitted_by: grantedBy };
  await storeRoleGrant(stores, context, { role, roleGrant, details });
}

/**
 * Ends what waits; whoever asked for it may, and whoever could take it away. Throws `role_grant_not_found`,
 * `role_grant_not_waiting` and what `refusalOf` names.
 */
export async function rejectRoleGrant(stores: Stores, context: Context, id: string): Promise<void> {
  const { waiting, role } = await findWaiting(stores, id, context.at);
  const { roleGrant } = waiting;
  if (actorLabel(context.actor) !== roleGrant.grantedBy) await refuseTaking(stores, context, role, roleGrant);
  await decide(stores, context, waiting, role, 'rejected');
}

async function findWaiting(
  stores: Stores,
  id: string,
  at: Date,
): Promise<{ waiting: WaitingRoleGrant; role: Role }> {
  const waiting = isRowId(id) ? await stores.waitingRoleGrants.find(id) : undefined;
  const role = waiting && (await stores.roles.findRoleById(waiting.roleId));
  if (waiting === undefined || role === undefined)
    throw new DomainError('role_grant_not_found', { roleGrant: id });
  const state = waitingStateAt(waiting, at);
  if (state !== 'waiting') throw new DomainError('role_grant_not_waiting', { roleGrant: id, state });
  return { waiting, role };
}

/** Ends a waiting one, with its event. @throws role_grant_not_waiting when somebody else did first */
async function decide(
  stores: Stores,
  { actor, at }: Context,
  { id, roleGrant, details }: WaitingRoleGrant,
  { clientId }: Role,
  state: WaitingDecision['state'],
): Promise<void> {
  const decision = { state, decidedAt: at, decidedBy: actorLabel(actor) };
  if (!(await stores.waitingRoleGrants.decide(id, decision)))
    throw new DomainError('role_grant_not_waiting', { roleGrant: id });
  const type: AuditType = state === 'approved' ? 'role.approved' : 'role.rejected';
  const facts = { ...details, submitted_by: roleGrant.grantedBy };
  await stores.audit.append({
    type,
    at,
    actor,
    personId: roleGrant.personId ?? undefined,
    clientId,
    details: facts,
  });
}

async function reachesAuthor(
  stores: Stores,
  { roleGrant }: WaitingRoleGrant,
  role: Role,
  at: Date,
): Promise<boolean> {
  const id = /^person:(.+)$/.exec(roleGrant.grantedBy)?.[1];
  return (
    id !== undefined && (await reachesActor(stores, { actor: { kind: 'person', id }, at }, role, roleGrant))
  );
}
