import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import { ownerRoleCode } from '../clients/owner-role.ts';
import type { Clock } from '../clock.ts';
import { getPerson, getPersonRecord, isRowId } from '../directory/person-lookup.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import {
  isWithinUnits,
  ownBounds,
  type ReadableExtent,
  type ReadingBounds,
  readsNames,
} from '../directory/readable-extent.ts';
import { DomainError } from '../errors.ts';
import type { Stores } from '../transact.ts';
import { loadSubtrees } from './load-rights.ts';
import type { Permission } from './permissions.ts';
import type { ReadingRights } from './reading-rights.ts';
import { loadEffectiveRoles } from './role-lookup.ts';

interface Dependencies {
  stores: Pick<Stores, 'directory' | 'roles' | 'clients' | 'roleRequests'>;
  clock: Clock;
}

/** Of one person's requests that are looked at; more do not wait at a time. */
const REQUESTS = 50;

export type ReadingService = ReturnType<typeof createReadingService>;

/** Who may read what: extents for lists, and people one by one. */
export function createReadingService({ stores, clock }: Dependencies) {
  /** Whether somebody holds a role at one of the reader's systems today, or waits for one. */
  async function isAtOwnSystem(record: PersonRecord, { clientIds }: ReadingBounds): Promise<boolean> {
    if (clientIds.length === 0) return false;
    const now = clock.now();
    for (const clientId of clientIds)
      if ((await loadEffectiveRoles(stores, record, clientId, now)).length > 0) return true;
    const requests = await stores.roleRequests.listOfPerson(record.person.id, REQUESTS);
    const asked = requests.filter(({ state }) => state === 'pending').map(({ roleId }) => roleId);
    const roles = asked.length === 0 ? [] : await stores.roles.listRolesByIds(asked);
    return roles.some((role) => clientIds.includes(role.clientId));
  }

  async function getReadable(reference: string, extent: ReadableExtent): Promise<PersonRecord> {
    const record = await getPersonRecord(stores.directory, reference);
    if (extent === 'whole' || isWithinUnits(record, extent) || (await isAtOwnSystem(record, extent)))
      return record;
    throw new DomainError('person_not_found', { person: reference.trim() });
  }

  return {
    /**
     * What a caller may read under a permission at this moment.
     * @param personId undefined for a program, which reads everything that its scopes open
     */
    async extentOf(
      { personId, reading }: { personId: string | undefined; reading: ReadingRights },
      permission: Permission,
    ): Promise<ReadableExtent> {
      if (personId === undefined || reading.everywhere.has(permission)) return 'whole';
      const { units, ownerRoles } = reading;
      const codes = units.permissions.has(permission) ? units.codes : [];
      // The product's own roles are nobody's but the system administrators'.
      const isOwned = ({ id }: { id: string }) => id !== OWN_CLIENT_ID && ownerRoles.has(ownerRoleCode(id));
      const clients = ownerRoles.size === 0 ? [] : (await stores.clients.list()).filter(isOwned);
      return {
        ...ownBounds(personId, clock.now()),
        unitIds: [...(await loadSubtrees(stores, codes))],
        clientIds: clients.map(({ id }) => id),
      };
    },

    /** A person whose record may be read. @throws person_not_found for anybody else, known or not */
    getReadable,

    /**
     * A person of whom everything may be read that the permission is for: anybody within the units, but not who only
     * holds a role at one of the reader's systems.
     * @param id nothing else that people are known by, which would stand in addresses
     * @throws person_not_found for anybody else, known or not
     */
    async getWhole(id: string, extent: ReadableExtent): Promise<PersonRecord> {
      const record = isRowId(id) ? await stores.directory.findPersonRecord(id.toLowerCase()) : undefined;
      if (record === undefined || !(extent === 'whole' || isWithinUnits(record, extent)))
        throw new DomainError('person_not_found', { person: id });
      return record;
    },

    /**
     * A person whose roles at a relying system may be read: anybody's who is within the units, and at systems of the
     * reader's own those of who holds a role there.
     * @throws person_not_found, client_not_found for everything else, known or not
     */
    async getExplained(reference: string, clientId: string, extent: ReadableExtent): Promise<{ id: string }> {
      const record = await getReadable(reference, extent);
      if (extent === 'whole' || isWithinUnits(record, extent)) return record.person;
      if (!extent.clientIds.includes(clientId))
        throw new DomainError('client_not_found', { client: clientId });
      return (await getReadable(reference, { ...extent, clientIds: [clientId] })).person;
    },

    /** A person by whom a list may be narrowed. @throws person_not_found for anybody else, known or not */
    async getNamed(reference: string, extent: ReadableExtent): Promise<{ id: string }> {
      if (readsNames(extent)) return getPerson(stores.directory, reference);
      return (await getReadable(reference, extent)).person;
    },
  };
}
