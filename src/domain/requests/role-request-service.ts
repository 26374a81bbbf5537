import { type Actor, type AuditType, actorLabel } from '../audit/audit-event.ts';
import { type Clock, type Day, dayOf, daysAfter, type Ids } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import { getPersonRecord, isRowId } from '../directory/person-lookup.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import type { Unit } from '../directory/unit.ts';
import { DomainError } from '../errors.ts';
import { type GrantRole, grantRole } from '../roles/grant-role.ts';
import type { Role } from '../roles/role.ts';
import type { Stores, Transact } from '../transact.ts';
import { mayDecideNow } from './approvers.ts';
import { listRequestableOf, listWaitingFor } from './list-requests.ts';
import {
  type AskForRole,
  dueFrom,
  findRequestable,
  mainUnitOf,
  refuseHeld,
  stepsFor,
  textOf,
  untilOf,
} from './request-checks.ts';
import { askApprovers, tellRequester } from './request-letters.ts';
import {
  type ApprovalStep,
  type RequestDecision,
  type RequestState,
  type RoleRequest,
  waitingStep,
} from './role-request.ts';

/** Requests of one person that wait at a time. */
const MOST_PENDING = 20;
/** Of one's own that are shown. */
const LISTED = 50;
/** Of one sweep. */
const SWEPT = 100;
/** Before a step is due. */
const REMINDER_DAYS = 2;

interface Dependencies {
  stores: Stores;
  transact: Transact;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
  issuer: string;
}

export type RoleRequestService = ReturnType<typeof createRoleRequestService>;

/** Roles that people ask for themselves, step by step approved by those who answer for unit and system. */
export function createRoleRequestService({ stores, transact, clock, ids, issuer }: Dependencies) {
  /** Notes one verdict on the step that waits; the last approval gives the role. */
  async function decide(
    inside: Stores,
    id: string,
    { verdict, note, actor }: Pick<RequestDecision, 'verdict' | 'note'> & { actor: Actor },
  ): Promise<RoleRequest> {
    const now = clock.now();
    const { request, role, record } = await findWaiting(inside, id, now);
    const step = waitingStep(request);
    if (step === undefined) throw new DomainError('role_request_decided', { state: request.state });
    if (!(await mayDecideNow(inside, { request, role, record }, { actor, at: now })))
      throw new DomainError('permission_denied');
    // Who has left gets nothing that would wait for her to come back.
    if (verdict === 'approved' && !isOpen(record, dayOf(now)))
      throw new DomainError('account_closed', { person: request.personId });
    const decision: RequestDecision = { step, verdict, by: actorLabel(actor), at: now.toISOString(), note };
    const isLast = request.decisions.length + 1 === request.steps.length;
    const state: RequestState = verdict === 'rejected' ? 'rejected' : isLast ? 'approved' : 'pending';
    const roleGrantId = state === 'approved' ? ids.uuid() : null;
    const endedAt = state === 'pending' ? null : now;
    const dueAt = await dueFrom(inside, now, request.until);
    if (!(await inside.roleRequests.decide(id, decision, { state, dueAt, endedAt, roleGrantId })))
      throw new DomainError('role_request_decided', { state: request.state });
    const decided = {
      ...request,
      state,
      dueAt,
      endedAt,
      roleGrantId,
      decisions: [...request.decisions, decision],
    };
    const type = verdict === 'approved' ? 'request.approved' : 'request.rejected';
    await noteEvent(inside, type, decided, role, { actor, step, note });
    if (roleGrantId !== null) await give(inside, decided, { role, roleGrantId, actor, now });
    const letter = { request: decided, role, record, issuer, now };
    if (state === 'pending') await askApprovers(inside, letter);
    else await tellRequester(inside, letter);
    return decided;
  }

  async function noteEvent(
    inside: Stores,
    type: AuditType,
    request: RoleRequest,
    role: Role,
    { actor, ...more }: { actor: Actor; step?: ApprovalStep; note?: string | null },
  ): Promise<void> {
    const details = { request: request.id, role: role.code, until: request.until.toISOString(), ...more };
    await inside.audit.append({
      type,
      at: clock.now(),
      actor,
      personId: request.personId,
      clientId: role.clientId,
      details,
    });
  }

  async function expire(inside: Stores, id: string): Promise<void> {
    const now = clock.now();
    const request = await inside.roleRequests.find(id);
    if (request === undefined || !(await inside.roleRequests.end(id, 'expired', now))) return;
    const role = await roleOf(inside, request);
    const record = await getPersonRecord(inside.directory, request.personId);
    await noteEvent(inside, 'request.expired', request, role, { actor: { kind: 'system' } });
    await tellRequester(inside, { request: { ...request, state: 'expired' }, role, record, issuer, now });
  }

  async function remind(inside: Stores, id: string): Promise<void> {
    const now = clock.now();
    if (!(await inside.roleRequests.noteReminder(id, now))) return;
    const waiting = await findWaiting(inside, id, now);
    await askApprovers(inside, { ...waiting, issuer, now });
  }

  return {
    /**
     * Asks for a role for oneself. Throws `role_not_found`, `role_not_requestable`, `role_already_held`,
     * `role_request_invalid` {field}, `period_invalid`, `role_request_exists`, `too_many_role_requests`, `account_closed`.
     */
    submit(personId: string, input: AskForRole): Promise<RoleRequest> {
      return transact(async (inside) => {
        const now = clock.now();
        const record = await getPersonRecord(inside.directory, personId);
        if (!isOpen(record, dayOf(now))) throw new DomainError('account_closed', { person: personId });
        const role = await findRequestable(inside, input);
        const until = await untilOf(inside, input.until, now);
        await refuseHeld(inside, { record, role, until, now });
        if ((await inside.roleRequests.countPendingOf(personId)) >= MOST_PENDING)
          throw new DomainError('too_many_role_requests', { limit: MOST_PENDING });
        const request: RoleRequest = {
          id: ids.uuid(),
          personId,
          roleId: role.id,
          extentUnitId: role.extent === 'any' ? mainUnitOf(record, now) : null,
          until,
          reason: textOf('reason', input.reason, true) ?? '',
          state: 'pending',
          steps: await stepsFor(inside, record, role, now),
          decisions: [],
          requestedAt: now,
          dueAt: await dueFrom(inside, now, until),
          remindedAt: null,
          endedAt: null,
          roleGrantId: null,
        };
        if (!(await inside.roleRequests.add(request)))
          throw new DomainError('role_request_exists', { role: role.code });
        await noteEvent(inside, 'request.made', request, role, { actor: { kind: 'person', id: personId } });
        await askApprovers(inside, { request, role, record, issuer, now });
        return request;
      });
    },

    /**
     * Approves the step that waits; with the last one the role is given. Throws `role_request_not_found`,
     * `role_request_decided`, `permission_denied`, `account_closed` for somebody who has left, and what granting throws.
     */
    approve: (id: string, actor: Actor, note?: string): Promise<RoleRequest> =>
      transact((inside) =>
        decide(inside, id, { verdict: 'approved', note: textOf('note', note ?? '', false), actor }),
      ),

    /** Throws as `approve`, and `role_request_invalid` without a reason. */
    reject: (id: string, actor: Actor, note: string): Promise<RoleRequest> =>
      transact((inside) =>
        decide(inside, id, { verdict: 'rejected', note: textOf('note', note, true), actor }),
      ),

    /** Takes one's own request back. Throws `role_request_not_found`, for somebody else's too, and `role_request_decided`. */
    withdraw: (id: string, personId: string): Promise<void> =>
      transact(async (inside) => {
        const request = isRowId(id) ? await inside.roleRequests.find(id) : undefined;
        if (request?.personId !== personId) throw new DomainError('role_request_not_found', { request: id });
        if (!(await inside.roleRequests.end(id, 'withdrawn', clock.now())))
          throw new DomainError('role_request_decided', { state: request.state });
        const role = await roleOf(inside, request);
        await noteEvent(inside, 'request.withdrawn', request, role, {
          actor: { kind: 'person', id: personId },
        });
      }),

    /** One's own, the newest first. */
    listOwn: (personId: string) => stores.roleRequests.listOfPerson(personId, LISTED),

    /** What somebody may decide on now, the longest waiting first; everything that waits, for the operator. */
    listWaiting: (actor: Actor) => listWaitingFor(stores, actor, clock.now()),

    /** The roles that somebody can ask for: those of launched systems that she does not hold. */
    listRequestable: (personId: string) => listRequestableOf(stores, personId, clock.now()),

    /** The last day until which a role can be asked for. */
    async latestDay(): Promise<Day> {
      return dayOf(daysAfter(clock.now(), (await stores.settings.load())['request.role_days_most']));
    },

    /** Ends what nobody decided in time, and reminds those who can. Any number of nodes may do it at once. */
    async sweep(): Promise<void> {
      const now = clock.now();
      for (const id of await stores.roleRequests.listDue(now, SWEPT))
        await transact((inside) => expire(inside, id));
      const remindBefore = daysAfter(now, REMINDER_DAYS);
      for (const id of await stores.roleRequests.listToRemind(remindBefore, SWEPT))
        await transact((inside) => remind(inside, id));
    },
  };
}

async function findWaiting(
  inside: Stores,
  id: string,
  now: Date,
): Promise<{ request: RoleRequest; role: Role; record: PersonRecord }> {
  const request = isRowId(id) ? await inside.roleRequests.find(id) : undefined;
  if (request === undefined) throw new DomainError('role_request_not_found', { request: id });
  if (request.state === 'pending' && request.dueAt <= now)
    throw new DomainError('role_request_decided', { state: 'expired' });
  const record = await getPersonRecord(inside.directory, request.personId);
  return { request, role: await roleOf(inside, request), record };
}

async function roleOf({ roles }: Pick<Stores, 'roles'>, { roleId }: RoleRequest): Promise<Role> {
  const role = await roles.findRoleById(roleId);
  if (role === undefined) throw new DomainError('role_not_found', { role: roleId });
  return role;
}

async function give(
  inside: Stores,
  request: RoleRequest,
  { role, roleGrantId, actor, now }: { role: Role; roleGrantId: string; actor: Actor; now: Date },
): Promise<void> {
  const context = { actor, at: now, id: roleGrantId };
  await grantRole(inside, context, askedFor(request, role, await inside.directory.listUnits()));
}

/** The role grant that a request asks for. */
export function askedFor(
  { personId, extentUnitId, until, reason }: RoleRequest,
  { clientId, code }: Role,
  units: readonly Unit[],
): GrantRole {
  return {
    clientId,
    code,
    to: { person: personId },
    extent: units.find(({ id }) => id === extentUnitId)?.code,
    until: until.toISOString(),
    reason,
  };
}
