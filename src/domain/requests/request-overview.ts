import type { Actor } from '../audit/audit-event.ts';
import type { Clock, Ids } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import { getPersonRecord, isRowId } from '../directory/person-lookup.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import { parseSearchText, wordsMatcher } from '../directory/person-search.ts';
import { isWithinUnits, type ReadableExtent } from '../directory/readable-extent.ts';
import { DomainError } from '../errors.ts';
import type { EffectiveRole } from '../roles/effective-roles.ts';
import { foreseeSeparation } from '../roles/foresee-separation.ts';
import { draftRoleGrant } from '../roles/grant-role.ts';
import type { Role } from '../roles/role.ts';
import { loadEffectiveRoles } from '../roles/role-lookup.ts';
import type { ListedViolation } from '../roles/separation-report.ts';
import type { Stores } from '../transact.ts';
import { mayDecideNow } from './approvers.ts';
import { listWaitingFor } from './list-requests.ts';
import type { RoleRequest } from './role-request.ts';
import { askedFor } from './role-request-service.ts';
import type { ListedState } from './role-request-store.ts';

export interface RequestQuery {
  /** Words of the requester, or of the role. */
  text?: string | undefined;
  state?: ListedState | undefined;
  cursor?: string | undefined;
  before?: string | undefined;
  limit: number;
}

/** A request with the rows that it names. */
export interface ListedRequest {
  request: RoleRequest;
  role: Role;
  requester: Pick<Person, 'id' | 'fullName' | 'employeeNo'>;
}

export interface ListedRequests {
  requests: ListedRequest[];
  /** On all pages. */
  total: number;
  /** Where more lies in the direction that was asked for; null at the end. */
  next: string | null;
}

/** One request with what somebody needs who decides on it. */
export interface RequestDossier {
  request: RoleRequest;
  role: Role;
  record: PersonRecord;
  /** What the requester holds already, as far as the reader may read it. */
  held: EffectiveRole[];
  /** What the role would violate together with the others; only of one that waits. */
  violations: ListedViolation[];
  /** Whether the reader may decide on it now. */
  isMine: boolean;
}

interface Dependencies {
  stores: Stores;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
}

export type RequestOverview = ReturnType<typeof createRequestOverview>;

/** Requests for roles as those read them who look after people or systems. */
export function createRequestOverview({ stores, clock, ids }: Dependencies) {
  const { roleRequests, roles, directory } = stores;

  async function partsOf(text: string | undefined) {
    if (text === undefined) return undefined;
    const all = await roles.listRoles();
    return parseSearchText(text).parts.map((part) => {
      const bears = wordsMatcher(part);
      const found = all.filter(({ code, name, nameEn }) => bears([code, name, nameEn]));
      return { text: part, roleIds: found.map(({ id }) => id) };
    });
  }

  async function withNames(requests: readonly RoleRequest[]): Promise<ListedRequest[]> {
    const standings = await directory.listStandings([...new Set(requests.map(({ personId }) => personId))]);
    const people = new Map(standings.map(({ person }) => [person.id, person]));
    const found = await roles.listRolesByIds([...new Set(requests.map(({ roleId }) => roleId))]);
    const rolesById = new Map(found.map((role) => [role.id, role]));
    return requests.flatMap((request) => {
      const [role, requester] = [rolesById.get(request.roleId), people.get(request.personId)];
      return role === undefined || requester === undefined ? [] : [{ request, role, requester }];
    });
  }

  /** What a request that waits would violate, once it is approved. */
  async function violationsOf(request: RoleRequest, role: Role): Promise<ListedViolation[]> {
    const at = clock.now();
    if (request.state !== 'pending' || request.dueAt <= at) return [];
    const context = { actor: { kind: 'system' } as const, at, id: ids.uuid() };
    const asked = askedFor(request, role, await directory.listUnits());
    try {
      const { roleGrant } = await draftRoleGrant(stores, context, asked);
      return await foreseeSeparation(stores, roleGrant, at);
    } catch (error) {
      // What cannot be given any more violates nothing; whoever approves it is told why.
      if (error instanceof DomainError) return [];
      throw error;
    }
  }

  return {
    /** What an actor may decide on now, the longest waiting first. */
    listMine: (actor: Actor): Promise<ListedRequest[]> => listWaitingFor(stores, actor, clock.now()),

    /**
     * A page of the requests that may be read, the newest first: of the people of the reader's units, and for roles of
     * her systems. @throws bad_request
     */
    async list(
      { text, state, cursor, before, limit }: RequestQuery,
      extent: ReadableExtent,
    ): Promise<ListedRequests> {
      for (const edge of [cursor, before])
        if (edge !== undefined && !isRowId(edge)) throw new DomainError('bad_request', { reason: 'cursor' });
      const within = extent === 'whole' ? undefined : extent;
      const search = { parts: await partsOf(text), state, now: clock.now(), within };
      const edge = { after: cursor ?? null, before: before ?? null, limit };
      const found = await roleRequests.search(search, edge);
      const shown = found.slice(0, limit);
      const last = shown.at(-1)?.id ?? null;
      if (before !== undefined) shown.reverse();
      return {
        requests: await withNames(shown),
        total: await roleRequests.countFound(search),
        next: found.length > limit ? last : null,
      };
    },

    /** One request that may be read. @throws role_request_not_found for any other, known or not */
    async get(id: string, actor: Actor, extent: ReadableExtent): Promise<RequestDossier> {
      const request = isRowId(id) ? await roleRequests.find(id) : undefined;
      const role = request && (await roles.findRoleById(request.roleId));
      if (request === undefined || role === undefined)
        throw new DomainError('role_request_not_found', { request: id });
      const record = await getPersonRecord(directory, request.personId);
      const readsAll = extent === 'whole' || isWithinUnits(record, extent);
      const isOwned = (clientId: string) => extent !== 'whole' && extent.clientIds.includes(clientId);
      if (!readsAll && !isOwned(role.clientId))
        throw new DomainError('role_request_not_found', { request: id });
      const at = clock.now();
      const held = await loadEffectiveRoles(stores, record, null, at);
      const isMine =
        request.dueAt > at && (await mayDecideNow(stores, { request, role, record }, { actor, at }));
      return {
        request,
        role,
        record,
        held: held.filter((each) => readsAll || isOwned(each.role.clientId)),
        violations: await violationsOf(request, role),
        isMine,
      };
    },
  };
}
