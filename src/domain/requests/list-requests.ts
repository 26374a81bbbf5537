import type { Actor } from '../audit/audit-event.ts';
import type { Client } from '../clients/client.ts';
import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import { BREAK_GLASS_ID } from '../directory/break-glass-account.ts';
import type { Person } from '../directory/person.ts';
import { getPersonRecord } from '../directory/person-lookup.ts';
import type { Role } from '../roles/role.ts';
import { loadEffectiveRoles } from '../roles/role-lookup.ts';
import type { Stores } from '../transact.ts';
import { requesterOf } from './approvers.ts';
import { isRequestable, mayDecide, type RoleRequest, waitingStep } from './role-request.ts';

/** More than anybody decides on in a day. */
const LOOKED_AT = 500;

/** A request that waits, with what an approver needs to know. */
export interface WaitingRequest {
  request: RoleRequest;
  role: Role;
  requester: Pick<Person, 'id' | 'fullName' | 'employeeNo'>;
}

type Readable = Pick<Stores, 'roleRequests' | 'roles' | 'directory' | 'clients'>;

/** What an actor may decide on at a moment, the longest waiting first. */
export async function listWaitingFor(stores: Readable, actor: Actor, at: Date): Promise<WaitingRequest[]> {
  const pending = (await stores.roleRequests.listPending(LOOKED_AT)).filter(({ dueAt }) => dueAt > at);
  if (pending.length === 0) return [];
  const judge = await judgeOf(stores, actor, at);
  if (judge === undefined) return [];
  const roles = await stores.roles.listRolesByIds([...new Set(pending.map(({ roleId }) => roleId))]);
  const standings = await stores.directory.listStandings([
    ...new Set(pending.map(({ personId }) => personId)),
  ]);
  const units = await stores.directory.listUnits();
  return pending.flatMap((request) => {
    const role = roles.find(({ id }) => id === request.roleId);
    const standing = standings.find(({ person }) => person.id === request.personId);
    if (role === undefined || standing === undefined) return [];
    const requester = requesterOf({ ...standing, units, positions: [] }, at);
    return judge(request, role, requester) ? [{ request, role, requester: standing.person }] : [];
  });
}

type Judge = (request: RoleRequest, role: Role, requester: ReturnType<typeof requesterOf>) => boolean;

async function judgeOf(stores: Readable, actor: Actor, at: Date): Promise<Judge | undefined> {
  if (actor.kind === 'operator') return () => true;
  if (actor.kind !== 'person') return undefined;
  const record = await stores.directory.findPersonRecord(actor.id);
  if (record === undefined) return undefined;
  const held = await loadEffectiveRoles(stores, record, OWN_CLIENT_ID, at);
  if (held.length === 0) return undefined;
  const approver = { personId: actor.id, held };
  return (request, role, requester) => {
    const step = waitingStep(request);
    const hasDecided = request.decisions.some(({ by }) => by === `person:${actor.id}`);
    return step !== undefined && !hasDecided && mayDecide(step, role, requester, approver);
  };
}

/** Roles of launched systems that a person can ask for and does not hold, by system. */
export async function listRequestableOf(
  stores: Readable,
  personId: string,
  at: Date,
): Promise<{ client: Client; roles: Role[] }[]> {
  // Who is nobody's to name asks for nothing either.
  if (personId === BREAK_GLASS_ID) return [];
  const record = await getPersonRecord(stores.directory, personId);
  const held = new Set((await loadEffectiveRoles(stores, record, null, at)).map(({ role }) => role.id));
  const roles = await stores.roles.listRoles();
  const open = roles.filter((role) => isRequestable(role) && !held.has(role.id));
  const clients = await stores.clients.list();
  return clients
    .filter(({ metadata }) => metadata.launcher !== undefined)
    .map((client) => ({ client, roles: open.filter(({ clientId }) => clientId === client.id) }))
    .filter((each) => each.roles.length > 0);
}
