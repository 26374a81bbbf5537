import { createHash } from 'node:crypto';
import type { Actor, AuditType } from '../audit/audit-event.ts';
import type { Clock, Ids } from '../clock.ts';
import { DomainError } from '../errors.ts';
import { createRole } from '../roles/create-role.ts';
import type { Stores, Transact } from '../transact.ts';
import { type Client, isPlain } from './client.ts';
import { parseClientMetadata } from './client-metadata.ts';
import { ownerRole, ownerRoleCode } from './owner-role.ts';
import { registrationChanges } from './registration-changes.ts';

/** The product's own client; officers cannot register over it. */
export const OWN_CLIENT_ID = 'micconnect';

interface Dependencies {
  stores: Pick<Stores, 'clients'>;
  transact: Transact;
  clock: Clock;
  ids: Ids;
}

/** A registration as shown once, right after it was made. */
export interface RegisteredClient {
  client: Client;
  /** Only at creation and rotation; never stored. */
  secret: string | null;
}

export type ClientService = ReturnType<typeof createClientService>;

/** Registering relying parties. */
export function createClientService({ stores, transact, clock, ids }: Dependencies) {
  /** Changes one client as it is at that moment: two changes at once follow one another. */
  function change(id: string, type: AuditType, actor: Actor, work: (current: Client) => RegisteredClient) {
    return transact(async ({ clients, audit }) => {
      const current = known(await clients.findForUpdate(id), id);
      const changed = work(current);
      await clients.update(changed.client);
      const { metadata } = changed.client;
      const details = { name: metadata.client_name, ...registrationChanges(current.metadata, metadata) };
      await audit.append({ type, at: changed.client.updatedAt, actor, clientId: id, details });
      return changed;
    });
  }

  /** Before the product itself is registered, at the first start, there is nowhere to put it; that start adds it. */
  async function addOwnerRole(inside: Stores, id: string, actor: Actor, at: Date): Promise<void> {
    if ((await inside.clients.find(OWN_CLIENT_ID)) === undefined) return;
    const role = { clientId: OWN_CLIENT_ID, ...ownerRole(id), isPrivileged: true };
    await createRole(inside, { actor, at, id: ids.uuid() }, role);
  }

  return {
    get: async (id: string): Promise<Client> => known(await stores.clients.find(id), id),
    list: () => stores.clients.list(),

    /**
     * Registers a client; id and secret are made unless the file gives them.
     * @throws client_invalid, client_exists
     */
    async create(input: unknown, actor: Actor): Promise<RegisteredClient> {
      const metadata = parseClientMetadata(input);
      const id = plainField(input, 'client_id', 1) ?? ids.uuid();
      if (id === OWN_CLIENT_ID) throw new DomainError('client_exists', { client: id });
      const secret = needsSecret(metadata.token_endpoint_auth_method)
        ? (plainField(input, 'client_secret', 16) ?? ids.secret())
        : null;
      const now = clock.now();
      const client: Client = {
        id,
        metadata,
        secretHash: hashOfSecret(secret),
        createdAt: now,
        updatedAt: now,
      };
      await transact(async (inside) => {
        if (!(await inside.clients.add(client))) throw new DomainError('client_exists', { client: id });
        await inside.audit.append({
          type: 'client.created',
          at: now,
          actor,
          clientId: id,
          details: { name: metadata.client_name },
        });
        await addOwnerRole(inside, id, actor, now);
      });
      return { client, secret };
    },

    /**
     * Replaces a registration; its secret stays, unless the file gives another or the method needs a first one.
     * @param seen `registrationDigest` of what the change was made from; without it, whatever is there is replaced
     * @throws client_invalid, client_not_found, client_stale when somebody else has changed it since
     */
    async update(input: unknown, actor: Actor, seen?: string): Promise<RegisteredClient> {
      const metadata = parseClientMetadata(input);
      const id = plainField(input, 'client_id', 1);
      if (id === undefined) throw new DomainError('client_invalid', { problems: 'client_id: is required' });
      refuseOwnClient(id);
      const hasUse = needsSecret(metadata.token_endpoint_auth_method);
      const given = plainField(input, 'client_secret', 16);
      return change(id, 'client.updated', actor, (current) => {
        if (seen !== undefined && seen !== registrationDigest(current))
          throw new DomainError('client_stale', { client: id });
        const secret = hasUse ? (given ?? (current.secretHash === null ? ids.secret() : null)) : null;
        const secretHash = hasUse ? (hashOfSecret(secret) ?? current.secretHash) : null;
        return { client: { ...current, metadata, secretHash, updatedAt: clock.now() }, secret };
      });
    },

    /** Makes a new secret; the old one ends at once. @throws client_not_found, client_invalid */
    async rotateSecret(id: string, actor: Actor): Promise<RegisteredClient> {
      return change(id, 'client.secret_rotated', actor, (current) => {
        if (!needsSecret(current.metadata.token_endpoint_auth_method)) {
          throw new DomainError('client_invalid', { problems: 'the client authenticates without a secret' });
        }
        const secret = ids.secret();
        return { client: { ...current, secretHash: hashOfSecret(secret), updatedAt: clock.now() }, secret };
      });
    },

    /**
     * Removes a client with its roles and role grants, and with the role of its owners: whoever registers the id again
     * is somebody else. @throws client_not_found
     */
    async remove(id: string, actor: Actor): Promise<void> {
      refuseOwnClient(id);
      const now = clock.now();
      await transact(async ({ clients, roles, audit }) => {
        if (!(await clients.remove(id))) throw new DomainError('client_not_found', { client: id });
        await roles.removeRole(OWN_CLIENT_ID, ownerRoleCode(id));
        await audit.append({ type: 'client.removed', at: now, actor, clientId: id });
      });
    },
  };
}

/** What tells one state of a registration from another: SHA-256 of its metadata in base64url. Pure. */
export function registrationDigest({ metadata }: Pick<Client, 'metadata'>): string {
  return hashOfSecret(JSON.stringify(metadata));
}

function known(client: Client | undefined, id: string): Client {
  if (client === undefined) throw new DomainError('client_not_found', { client: id });
  return client;
}

/** Its registration follows from the issuer's address; another one would close our own pages. */
function refuseOwnClient(id: string): void {
  if (id !== OWN_CLIENT_ID) return;
  throw new DomainError('client_invalid', { problems: 'micconnect is the product itself' });
}

/** SHA-256 suffices: secrets are 256 random bits, or at least 16 characters of the operator's choice. */
export function hashOfSecret(secret: string): string;
export function hashOfSecret(secret: string | null): string | null;
export function hashOfSecret(secret: string | null): string | null {
  return secret === null ? null : createHash('sha256').update(secret).digest('base64url');
}

function needsSecret(method: string): boolean {
  return method === 'client_secret_basic' || method === 'client_secret_post';
}

function plainField(
  input: unknown,
  name: 'client_id' | 'client_secret',
  minimum: number,
): string | undefined {
  const value = (input as Record<string, unknown>)[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.length >= minimum && value.length <= 200 && isPlain(value))
    return value;
  throw new DomainError('client_invalid', {
    problems: `${name}: ${minimum} to 200 characters of A-Z a-z 0-9 - _`,
  });
}
