import type { Client } from '../clients/client.ts';
import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import type { Day } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import { wordsMatcher } from '../directory/person-search.ts';
import type { Position } from '../directory/position.ts';
import { type ReadableExtent, readableUnits, readsRolesOf } from '../directory/readable-extent.ts';
import { searchStaff } from '../directory/staff-search.ts';
import type { Unit } from '../directory/unit.ts';
import type { Role } from '../roles/role.ts';
import type { Stores } from '../transact.ts';

/** How far whoever searches reads; null where she reads nothing. */
export interface SearchExtents {
  /** People, units and positions. */
  directory: ReadableExtent;
  /** Relying systems and their roles. */
  roles: ReadableExtent | null;
}

/** A few of what bears the words, and whether there is more of it. */
export interface FoundFew<Row> {
  rows: Row[];
  hasMore: boolean;
}

export interface FoundEverywhere {
  people: FoundFew<Person>;
  units: FoundFew<Unit>;
  positions: FoundFew<Position>;
  clients: FoundFew<Client>;
  roles: FoundFew<{ role: Role; client: Client }>;
}

const NOTHING = { rows: [], hasMore: false };

/**
 * A few of everything that bears the words of one search, in any order and with or without diacritics. Only what can be
 * opened is found: nobody of whom the name alone may be read, no unit that no longer stands.
 * @param text not empty
 * @param most of each kind
 */
export async function searchEverywhere(
  { directory, roles, clients }: Pick<Stores, 'directory' | 'roles' | 'clients'>,
  text: string,
  extents: SearchExtents,
  { today, most }: { today: Day; most: number },
): Promise<FoundEverywhere> {
  const matches = wordsMatcher(text);
  const withoutNames = extents.directory === 'whole' ? 'whole' : { ...extents.directory, clientIds: [] };
  const people = await searchStaff(directory, { text, limit: most }, today, withoutNames);
  const units = readableUnits(await directory.listUnits(), extents.directory);
  const few = <Row>(rows: readonly Row[], texts: (row: Row) => readonly (string | null)[]): FoundFew<Row> => {
    const found = rows.filter((row) => matches(texts(row)));
    return { rows: found.slice(0, most), hasMore: found.length > most };
  };
  return {
    people: { rows: people.people, hasMore: people.next !== null },
    units: few(
      units.filter(({ validUntil }) => validUntil === null || validUntil >= today),
      ({ code, formerCodes, name, shortName }) => [
        ...[code, name, shortName],
        ...formerCodes.map((former) => former.code),
      ],
    ),
    positions: few(await directory.listPositions(), ({ code, name }) => [code, name]),
    ...(extents.roles === null
      ? { clients: NOTHING, roles: NOTHING }
      : await findRoles({ roles, clients }, extents.roles, few)),
  };
}

type Few = <Row>(rows: readonly Row[], texts: (row: Row) => readonly (string | null)[]) => FoundFew<Row>;

async function findRoles(
  stores: Pick<Stores, 'roles' | 'clients'>,
  extent: ReadableExtent,
  few: Few,
): Promise<Pick<FoundEverywhere, 'clients' | 'roles'>> {
  const readable = (await stores.clients.list()).filter(({ id }) => readsRolesOf(extent, id));
  const byId = new Map(readable.map((client) => [client.id, client]));
  const roles = (await stores.roles.listRoles()).flatMap((role) => {
    const client = byId.get(role.clientId);
    return client === undefined ? [] : [{ role, client }];
  });
  return {
    clients: few(
      readable.filter(({ id }) => id !== OWN_CLIENT_ID),
      titlesOf,
    ),
    roles: few(roles, ({ role, client }) => [role.code, role.name, role.nameEn, ...titlesOf(client)]),
  };
}

/** What a relying system is known by. */
function titlesOf({ id, metadata: { client_name: name, launcher } }: Client): (string | null)[] {
  return [id, name, launcher?.title ?? null, launcher?.title_en ?? null];
}
