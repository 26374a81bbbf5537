import { type AuditEvent, actorOf } from '../audit/audit-event.ts';
import type { Client } from '../clients/client.ts';
import type { Person } from '../directory/person.ts';
import { isRowId } from '../directory/person-lookup.ts';
import type { Role } from '../roles/role.ts';
import type { Stores } from '../transact.ts';

/** Names of what events speak of by id or code; what is gone by now is missing. */
export interface AuditNames {
  people: ReadonlyMap<string, Person>;
  clients: ReadonlyMap<string, Client>;
  /** By code, former ones included. */
  units: ReadonlyMap<string, string>;
  positions: ReadonlyMap<string, string>;
  /** By `CLIENT:CODE`. */
  roles: ReadonlyMap<string, Role>;
}

/** Everything that a page of events needs, by one statement a kind. */
export async function loadAuditNames(
  { directory, clients, roles }: Pick<Stores, 'directory' | 'clients' | 'roles'>,
  events: readonly AuditEvent[],
): Promise<AuditNames> {
  const ids = [...new Set(events.flatMap(peopleIn))];
  const speakOf = (...fields: string[]) =>
    events.some(({ details }) => fields.some((field) => typeof details?.[field] === 'string'));
  const standings = ids.length === 0 ? [] : await directory.listStandings(ids);
  const units = speakOf('unit', 'extent', 'scope', 'before_unit', 'before_extent')
    ? await directory.listUnits()
    : [];
  const positions = speakOf('position', 'before_position') ? await directory.listPositions() : [];
  const known = speakOf('role', 'part', 'before_role') ? await roles.listRoles() : [];
  return {
    people: new Map(standings.map(({ person }) => [person.id, person])),
    clients: new Map((await clients.list()).map((client) => [client.id, client])),
    units: new Map(
      units.flatMap(({ code, formerCodes, name }) =>
        [...formerCodes.map((former) => former.code), code].map((each) => [each, name] as const),
      ),
    ),
    positions: new Map(positions.map(({ code, name }) => [code, name])),
    roles: new Map(known.map((role) => [`${role.clientId}:${role.code}`, role])),
  };
}

/** Ids of people that an event names, in whatever field. */
function peopleIn({ personId, actor, details }: AuditEvent): string[] {
  const texts = Object.values(details ?? {}).filter((value) => typeof value === 'string');
  const labelled = texts.map(actorOf).flatMap((each) => (each?.kind === 'person' ? each.id : []));
  const named = [details?.mandatorId, details?.deputyId].filter((value) => typeof value === 'string');
  const acting = actor.kind === 'person' ? [actor.id] : [];
  return [...(personId === undefined ? [] : [personId]), ...acting, ...labelled, ...named].filter(isRowId);
}
