import { parseClientMetadata } from './domain/clients/client-metadata.ts';
import { OWN_CLIENT_ID } from './domain/clients/client-service.ts';
import { ownerRole } from './domain/clients/owner-role.ts';
import { DomainError } from './domain/errors.ts';
import { PRODUCT_ROLES } from './domain/roles/permissions.ts';
import type { Services } from './services.ts';
import { portalRedirectUri } from './web/portal/portal-sign-in.ts';

/** Registers the product itself as a client with its roles; a start that finds them writes nothing. */
export async function registerProduct(services: Services): Promise<void> {
  await registerOwnClient(services);
  await registerOwnRoles(services);
}

/** The client of our own pages: public, with PKCE, and bound to the issuer's address. */
async function registerOwnClient({ stores, config, clock }: Services): Promise<void> {
  const known = await stores.clients.find(OWN_CLIENT_ID);
  const metadata = parseClientMetadata({
    client_name: 'MicConnect',
    redirect_uris: [portalRedirectUri(config.issuer)],
    token_endpoint_auth_method: 'none',
    scope: 'openid',
  });
  if (known !== undefined && known.metadata.redirect_uris[0] === metadata.redirect_uris[0]) return;
  const now = clock.now();
  const client = { id: OWN_CLIENT_ID, metadata, secretHash: null, createdAt: now, updatedAt: now };
  if (!(await stores.clients.add(client))) await stores.clients.update(client);
}

/** The product's roles, and the owners' of clients that were registered before there were any. */
async function registerOwnRoles({ stores, roles }: Services): Promise<void> {
  const known = new Set((await stores.roles.listRoles(OWN_CLIENT_ID)).map(({ code }) => code));
  const relying = (await stores.clients.list()).filter(({ id }) => id !== OWN_CLIENT_ID);
  const wanted = [...PRODUCT_ROLES, ...relying.map(({ id }) => ({ ...ownerRole(id), extent: 'none' }))];
  for (const { code, name, nameEn, extent } of wanted.filter((role) => !known.has(role.code))) {
    try {
      const role = { clientId: OWN_CLIENT_ID, code, name, nameEn, extent, isPrivileged: true };
      await roles.createRole({ kind: 'system' }, role);
    } catch (error) {
      // Another node starts at the same moment.
      if (!(error instanceof DomainError) || error.code !== 'role_exists') throw error;
    }
  }
}
