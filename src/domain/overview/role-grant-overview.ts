import { type Actor, actorOf } from '../audit/audit-event.ts';
import type { Client } from '../clients/client.ts';
import { type Clock, daysAfter } from '../clock.ts';
import { type Counted, countUpToMost } from '../counted.ts';
import type { Person } from '../directory/person.ts';
import { isRowId } from '../directory/person-lookup.ts';
import { parseSearchText, wordsMatcher } from '../directory/person-search.ts';
import type { Position } from '../directory/position.ts';
import type { ReadableExtent } from '../directory/readable-extent.ts';
import type { Unit } from '../directory/unit.ts';
import { DomainError } from '../errors.ts';
import type { Role } from '../roles/role.ts';
import type { RoleGrant } from '../roles/role-grant.ts';
import { findGrantHolders, type GrantHolderPage } from '../roles/role-grant-holders.ts';
import { roleLabel } from '../roles/separation-report.ts';
import type { WaitingRoleGrant } from '../roles/waiting-role-grant.ts';
import type { Stores } from '../transact.ts';
import type { HolderKind, RoleGrantSearch, RoleGrantState, SearchedPart } from './role-overview-store.ts';

/** Days before its end from which on a role grant ends soon. */
const SOON_DAYS = 30;
/** Role grants that are in memory while a list is taken out of the house. */
const TAKEN_AT_ONCE = 500;

/** Which role grants are asked for. */
export interface RoleGrantQuestion {
  /** Words of role, system, holder, unit, position or decision. */
  text?: string | undefined;
  clientId?: string | undefined;
  roleId?: string | undefined;
  /** The unit whose people it reaches, or that it is limited to. */
  unitId?: string | undefined;
  kind?: HolderKind | undefined;
  state?: RoleGrantState | undefined;
}

export interface RoleGrantQuery extends RoleGrantQuestion {
  cursor?: string | undefined;
  before?: string | undefined;
  limit: number;
}

/** Rows for everything that role grants name by ids. */
export interface RoleGrantFacts {
  roles: ReadonlyMap<string, Role>;
  clients: ReadonlyMap<string, Client>;
  units: ReadonlyMap<string, Unit>;
  positions: ReadonlyMap<string, Position>;
  people: ReadonlyMap<string, Person>;
}

export interface ListedRoleGrants {
  roleGrants: RoleGrant[];
  facts: RoleGrantFacts;
  /** On all pages. */
  total: Counted;
  /** Where more lies in the direction that was asked for; null at the end. */
  next: string | null;
}

interface Dependencies {
  stores: Pick<
    Stores,
    'roleOverview' | 'roles' | 'clients' | 'directory' | 'mandates' | 'waitingRoleGrants' | 'audit'
  >;
  clock: Clock;
}

export type RoleGrantOverview = ReturnType<typeof createRoleGrantOverview>;

/** Role grants as the console lists them. */
export function createRoleGrantOverview({ stores, clock }: Dependencies) {
  const { roleOverview, roles, clients, directory, audit } = stores;

  /** Reads what some role grants name. */
  async function factsOf(roleGrants: readonly RoleGrant[], labels: readonly string[] = []) {
    const actors = [
      ...labels,
      ...roleGrants.flatMap(({ grantedBy, revokedBy }) => [grantedBy, revokedBy ?? '']),
    ].flatMap((label) => {
      const actor = actorOf(label);
      return actor?.kind === 'person' && isRowId(actor.id) ? [actor.id] : [];
    });
    const ids = new Set([...roleGrants.flatMap(({ personId }) => personId ?? []), ...actors]);
    const standings = ids.size === 0 ? [] : await directory.listStandings([...ids]);
    const roleIds = [...new Set(roleGrants.map(({ roleId }) => roleId))];
    return {
      roles: byId(await roles.listRolesByIds(roleIds)),
      clients: byId(await clients.list()),
      units: byId(await directory.listUnits()),
      positions: byId(await directory.listPositions()),
      people: byId(standings.map(({ person }) => person)),
    };
  }

  /** What bears each word, of what is few enough to be read whole. */
  async function partsOf(text: string | undefined): Promise<SearchedPart[] | undefined> {
    if (text === undefined) return undefined;
    const [allRoles, allClients] = [await roles.listRoles(), byId(await clients.list())];
    const [units, positions] = [await directory.listUnits(), await directory.listPositions()];
    return parseSearchText(text).parts.map((part) => {
      const bears = wordsMatcher(part);
      const idsOf = <Row extends { id: string }>(
        rows: readonly Row[],
        texts: (row: Row) => (string | null)[],
      ) => rows.filter((row) => bears(texts(row))).map(({ id }) => id);
      return {
        text: part,
        roleIds: idsOf(allRoles, ({ clientId, code, name, nameEn }) => [
          ...[clientId, code, name, nameEn],
          ...titlesOf(allClients.get(clientId)),
        ]),
        unitIds: idsOf(units, ({ code, name, shortName }) => [code, name, shortName]),
        positionIds: idsOf(positions, ({ code, name }) => [code, name]),
      };
    });
  }

  async function searchOf(
    { text, clientId, roleId, unitId, kind, state }: RoleGrantQuestion,
    extent: ReadableExtent,
  ): Promise<RoleGrantSearch> {
    const now = clock.now();
    const within = extent === 'whole' ? undefined : extent;
    const soon = daysAfter(now, SOON_DAYS);
    return { parts: await partsOf(text), clientId, roleId, unitId, kind, state, now, soon, within };
  }

  /** Page after page, each read when it is asked for. */
  async function* pagesOf(search: RoleGrantSearch) {
    for (let after: string | null = null; ; ) {
      const found = await roleOverview.pageRoleGrants(search, { after, before: null, limit: TAKEN_AT_ONCE });
      const roleGrants = found.slice(0, TAKEN_AT_ONCE);
      yield { roleGrants, facts: await factsOf(roleGrants) };
      after = roleGrants.at(-1)?.id ?? null;
      if (found.length <= TAKEN_AT_ONCE) return;
    }
  }

  return {
    factsOf,

    /** A page of role grants that may be read, the newest first. @throws bad_request */
    async list(
      { cursor, before, limit, ...query }: RoleGrantQuery,
      extent: ReadableExtent,
    ): Promise<ListedRoleGrants> {
      for (const edge of [cursor, before])
        if (edge !== undefined && !isRowId(edge)) throw new DomainError('bad_request', { reason: 'cursor' });
      const search = await searchOf(query, extent);
      const edge = { after: cursor ?? null, before: before ?? null, limit };
      const [found, total] = await Promise.all([
        roleOverview.pageRoleGrants(search, edge),
        countUpToMost((most) => roleOverview.countRoleGrants(search, most)),
      ]);
      const shown = found.slice(0, limit);
      const last = shown.at(-1)?.id ?? null;
      if (before !== undefined) shown.reverse();
      return {
        roleGrants: shown,
        facts: await factsOf(shown),
        total,
        next: found.length > limit ? last : null,
      };
    },

    /**
     * Every role grant that a question finds, to be taken out of the house; the log says who took which.
     * @returns page after page, with what they name
     */
    async takeOut(
      question: RoleGrantQuestion,
      extent: ReadableExtent,
      { format, actor }: { format: string; actor: Actor },
    ): Promise<AsyncIterable<{ roleGrants: RoleGrant[]; facts: RoleGrantFacts }>> {
      const search = await searchOf(question, extent);
      const { text = null, clientId, roleId, unitId, kind = null, state = null } = question;
      const role = roleId === undefined ? undefined : await roles.findRoleById(roleId);
      const unit = (await directory.listUnits()).find(({ id }) => id === unitId);
      const details = {
        format,
        role_grants: await roleOverview.countRoleGrants(search, null),
        ...{ text, kind, state },
        role: role === undefined ? null : roleLabel(role),
        unit: unit?.code ?? null,
      };
      await audit.append({ type: 'role_grants.exported', at: search.now, actor, clientId, details });
      return pagesOf(search);
    },

    /** Role grants by their ids, those that may be read. */
    async listByIds(ids: readonly string[], extent: ReadableExtent): Promise<RoleGrant[]> {
      if (ids.length === 0) return [];
      const search = { ...(await searchOf({}, extent)), ids };
      const edge = { after: null, before: null, limit: ids.length };
      return roleOverview.pageRoleGrants(search, edge);
    },

    /** One role grant that may be read, or one that waits. @throws role_grant_not_found */
    async get(
      id: string,
      extent: ReadableExtent,
    ): Promise<{ roleGrant: RoleGrant; waiting: WaitingRoleGrant | undefined; facts: RoleGrantFacts }> {
      if (!isRowId(id)) throw new DomainError('role_grant_not_found', { roleGrant: id });
      const [stored] = await this.listByIds([id], extent);
      const waiting = await stores.waitingRoleGrants.find(id);
      const now = clock.now();
      const within = extent === 'whole' ? undefined : extent;
      const open = stored === undefined ? await stores.waitingRoleGrants.listOpen(now, within) : [];
      const roleGrant = stored ?? open.find((each) => each.id === id)?.roleGrant;
      if (roleGrant === undefined) throw new DomainError('role_grant_not_found', { roleGrant: id });
      const labels = waiting === undefined ? [] : [waiting.roleGrant.grantedBy, waiting.decidedBy ?? ''];
      return { roleGrant, waiting, facts: await factsOf([roleGrant], labels) };
    },

    /** How many role grants stand, by the id of their role. */
    countByRole: () => roleOverview.countByRole(clock.now()),

    /** Who holds the role by a role grant now: a page by given name. */
    async holders(
      roleGrant: RoleGrant,
      { limit, cursor, extent }: { limit: number; cursor?: string | undefined; extent: ReadableExtent },
    ): Promise<GrantHolderPage> {
      if (cursor !== undefined && !isRowId(cursor))
        throw new DomainError('bad_request', { reason: 'cursor' });
      const role = await roles.findRoleById(roleGrant.roleId);
      const asked = {
        clientId: role?.clientId ?? '',
        at: clock.now(),
        limit,
        cursor: cursor ?? null,
        extent,
      };
      return findGrantHolders(stores, roleGrant, asked);
    },
  };
}

function titlesOf(client: Client | undefined): (string | null)[] {
  const { launcher, client_name: name } = client?.metadata ?? {};
  return [name ?? null, launcher?.title ?? null, launcher?.title_en ?? null];
}

function byId<Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
