import { type Actor, actorLabel } from '../audit/audit-event.ts';
import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import { dayOf } from '../clock.ts';
import { isInForce } from '../directory/appointment.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import { SYSTEM_ADMINISTRATOR } from '../roles/permissions.ts';
import type { Role } from '../roles/role.ts';
import { findHolders, type RoleHolder } from '../roles/role-holders.ts';
import { loadEffectiveRoles } from '../roles/role-lookup.ts';
import type { RoleStores } from '../roles/stores-for-roles.ts';
import { byId, lineageOf } from '../roles/unit-ancestry.ts';
import {
  type ApprovalStep,
  approverRole,
  mayDecide,
  type Requester,
  type RoleRequest,
  waitingStep,
} from './role-request.ts';

type Stores = Pick<RoleStores, 'directory' | 'roles' | 'mandates'>;

/** More than anybody needs to ask. */
const MOST_APPROVERS = 50;

/** Who asks, as those who decide see her. */
export function requesterOf({ person, appointments, units }: PersonRecord, at: Date): Requester {
  const main = appointments.find((each) => each.isMain && isInForce(each, dayOf(at)));
  const unitsById = byId(units);
  const lineage = main === undefined ? [] : lineageOf(main.unitId, unitsById);
  return { personId: person.id, lineage: lineage.flatMap((id) => unitsById.get(id)?.code ?? []) };
}

/** Whether a person may decide on a step; a program never does. */
async function isApprover(
  stores: Stores,
  personId: string,
  asked: { step: ApprovalStep; role: Role; requester: Requester; at: Date },
): Promise<boolean> {
  const record = await stores.directory.findPersonRecord(personId);
  if (record === undefined) return false;
  const held = await loadEffectiveRoles(stores, record, OWN_CLIENT_ID, asked.at);
  return mayDecide(asked.step, asked.role, asked.requester, { personId, held });
}

/**
 * Whether an actor may decide on a request at the step where it waits: the operator on any, a person on what is hers to
 * decide, and on one step only.
 */
export async function mayDecideNow(
  stores: Stores,
  { request, role, record }: { request: RoleRequest; role: Role; record: PersonRecord },
  { actor, at }: { actor: Actor; at: Date },
): Promise<boolean> {
  const step = waitingStep(request);
  if (step === undefined) return false;
  if (actor.kind === 'operator') return true;
  const isFresh = request.decisions.every(({ by }) => by !== actorLabel(actor));
  if (actor.kind !== 'person' || !isFresh) return false;
  return isApprover(stores, actor.id, { step, role, requester: requesterOf(record, at), at });
}

/**
 * Who is asked at a step: the unit's administrators, or the system's owners. A step whose own approvers do not exist
 * is left to the system administrators.
 */
export async function listApprovers(
  stores: Stores,
  asked: { step: ApprovalStep; role: Role; requester: Requester; at: Date },
): Promise<{ approvers: RoleHolder[]; areOwn: boolean }> {
  const own = await holdersOf(stores, approverRole(asked.step, asked.role), asked);
  if (own.length > 0) return { approvers: own, areOwn: true };
  return { approvers: await holdersOf(stores, SYSTEM_ADMINISTRATOR, asked), areOwn: false };
}

async function holdersOf(
  stores: Stores,
  code: string,
  { step, role, requester, at }: { step: ApprovalStep; role: Role; requester: Requester; at: Date },
): Promise<RoleHolder[]> {
  const approverRole = await stores.roles.findRole(OWN_CLIENT_ID, code);
  if (approverRole === undefined) return [];
  const found: RoleHolder[] = [];
  let cursor: string | undefined;
  do {
    const page = await findHolders(stores, { clientId: OWN_CLIENT_ID, code, at, limit: 200, cursor });
    for (const holder of page.holders) {
      const approver = { personId: holder.person, held: [{ role: approverRole, units: holder.units }] };
      if (mayDecide(step, role, requester, approver)) found.push(holder);
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && found.length < MOST_APPROVERS);
  return found.slice(0, MOST_APPROVERS);
}
