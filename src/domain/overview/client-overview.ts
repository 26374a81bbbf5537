import type { Client, ClientMetadata } from '../clients/client.ts';
import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import { type Clock, daysAfter } from '../clock.ts';
import { wordsMatcher } from '../directory/person-search.ts';
import { type ReadableExtent, readsConnectionOf, readsRolesOf } from '../directory/readable-extent.ts';
import type { Unit } from '../directory/unit.ts';
import { DomainError } from '../errors.ts';
import type { Role } from '../roles/role.ts';
import type { Stores } from '../transact.ts';
import type { ClientEnd } from './client-overview-store.ts';

/** How a relying system works: pages of a web server, an app on a device, or a program without people. */
export const CLIENT_KINDS = ['web', 'native', 'service'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** What somebody looks for who keeps the systems in order. */
export const CLIENT_QUESTIONS = ['no-logout', 'unused', 'compatible'] as const;
export type ClientQuestion = (typeof CLIENT_QUESTIONS)[number];

/** Days without a sign-in after which a system counts as unused. */
export const UNUSED_DAYS = 90;

export interface ClientQuery {
  /** Words of id, names or owner. */
  text?: string | undefined;
  kind?: ClientKind | undefined;
  question?: ClientQuestion | undefined;
}

/** A relying system as a reader may know it. */
export interface ListedClient {
  client: Client;
  /** Undefined where none is named, or none has the code. */
  owner: Unit | undefined;
  roles: number;
  lastUsedAt: Date | null;
  /** Whether it may be read how it is connected. */
  isOpen: boolean;
}

export interface ClientFacts extends Omit<ListedClient, 'roles'> {
  roles: Role[];
  /** People who used it within `UNUSED_DAYS`. */
  users: number;
}

interface Dependencies {
  stores: Pick<Stores, 'clients' | 'clientOverview' | 'roles' | 'directory'>;
  clock: Clock;
}

export type ClientOverview = ReturnType<typeof createClientOverview>;

/** Relying systems as the console lists them. The product itself is none. */
export function createClientOverview({ stores, clock }: Dependencies) {
  const { clients, clientOverview, roles, directory } = stores;
  const isThere = ({ id }: Client, extent: ReadableExtent) =>
    id !== OWN_CLIENT_ID && readsRolesOf(extent, id);
  const longAgo = () => daysAfter(clock.now(), -UNUSED_DAYS);

  /** @throws client_not_found for what lies outside the extent, too */
  async function find(id: string, extent: ReadableExtent): Promise<Client> {
    const client = await clients.find(id);
    if (client === undefined || !isThere(client, extent))
      throw new DomainError('client_not_found', { client: id });
    return client;
  }

  return {
    /** Systems within the extent, by id. What their connections tell finds only those whose connection may be read. */
    async list(query: ClientQuery, extent: ReadableExtent): Promise<ListedClient[]> {
      const registered = (await clients.list()).filter((client) => isThere(client, extent));
      const units = await directory.listUnits();
      const uses = await clientOverview.listLastUses();
      const counts = new Map<string, number>();
      for (const { clientId } of await roles.listRoles())
        counts.set(clientId, (counts.get(clientId) ?? 0) + 1);
      const since = longAgo();
      return registered
        .map((client) => ({
          client,
          owner: ownerOf(client, units),
          roles: counts.get(client.id) ?? 0,
          lastUsedAt: uses.get(client.id) ?? null,
          isOpen: readsConnectionOf(extent, client.id),
        }))
        .filter((listed) => isMeant(listed, query, since));
    },

    /** A system with its roles. @throws client_not_found */
    async get(id: string, extent: ReadableExtent): Promise<ClientFacts> {
      const client = await find(id, extent);
      return {
        client,
        owner: ownerOf(client, await directory.listUnits()),
        roles: await roles.listRoles(id),
        lastUsedAt: (await clientOverview.listLastUses()).get(id) ?? null,
        users: await clientOverview.countUsers(id, longAgo()),
        isOpen: readsConnectionOf(extent, id),
      };
    },

    /** What ends with a system that is removed. @throws client_not_found */
    async endOf(id: string, extent: ReadableExtent): Promise<{ client: Client; end: ClientEnd }> {
      const client = await find(id, extent);
      return { client, end: await clientOverview.countEnd(id, clock.now()) };
    },
  };
}

/** What a registration makes of a system. Pure. */
export function kindOf({ application_type, grant_types }: ClientMetadata): ClientKind {
  if (application_type === 'native') return 'native';
  return grant_types.every((type) => type === 'client_credentials') ? 'service' : 'web';
}

/** Whether a registration waives what keeps codes from being stolen (RFC 9700 section 2.1.1). Pure. */
export function isCompatible({ pkce_policy, legacy_profile }: ClientMetadata): boolean {
  return legacy_profile || pkce_policy !== 'required';
}

function isMeant(
  { client: { id, metadata }, owner, lastUsedAt, isOpen }: ListedClient,
  { text, kind, question }: ClientQuery,
  since: Date,
): boolean {
  const { client_name, launcher } = metadata;
  const names = [id, client_name, launcher?.title ?? null, launcher?.title_en ?? null, owner?.name ?? null];
  if (text !== undefined && !wordsMatcher(text)(names)) return false;
  if (kind !== undefined && !(isOpen && kindOf(metadata) === kind)) return false;
  if (question === 'no-logout') return isOpen && hearsNothing(metadata);
  if (question === 'compatible') return isOpen && isCompatible(metadata);
  if (question === 'unused') return lastUsedAt === null || lastUsedAt < since;
  return true;
}

/** Whether people sign in to a system that never hears that they signed out. Pure. */
export function hearsNothing(metadata: ClientMetadata): boolean {
  return kindOf(metadata) !== 'service' && metadata.backchannel_logout_uri === undefined;
}

function ownerOf({ metadata }: Client, units: readonly Unit[]): Unit | undefined {
  return units.find(({ code }) => code === metadata.owner_unit);
}
