import { type Client, errors, type ResourceServer } from 'oidc-provider';
import { isOwnApiScope, OWN_APIS } from '../domain/clients/scopes.ts';

/** The API of a client, as a resource indicator (RFC 8707, contract section 4). */
export function ownResource(clientId: string): string {
  return `urn:micconnect:client:${clientId}`;
}

export type Resources = ReturnType<typeof createResources>;

/** Which APIs tokens may be for: a client's own, and the product's. */
export function createResources(issuer: string) {
  const ours = new Map(OWN_APIS.map(({ path, scopes }) => [`${issuer}${path}`, scopes]));

  /** Every resource that is a client's own API; an address of ours is nobody else's, whatever was registered. */
  function ownedBy(client: Client): string[] {
    const registered = Array.isArray(client.resources) ? client.resources.map(String) : [];
    return [ownResource(client.clientId), ...registered].filter(
      (resource) => resource !== issuer && !resource.startsWith(`${issuer}/`),
    );
  }

  /** The registered scopes of a client that an API knows; none for an API that is not open to it. */
  function scopesAt(resource: string, client: Client): string[] {
    const registered = (client.scope ?? '').split(' ');
    const scopes = ours.get(resource);
    if (scopes !== undefined) return registered.filter((scope) => scopes.includes(scope));
    const isOutside = (scope: string) => ['openid', 'offline_access'].includes(scope) || isOwnApiScope(scope);
    return registered.filter((scope) => !isOutside(scope));
  }

  return {
    /**
     * The API behind a resource indicator. Tokens for it are signed JWTs (RFC 9068).
     * @throws invalid_target for anything but the client's own API and ours, and for ours without a scope of it
     */
    serverFor(resource: string, client: Client): ResourceServer {
      const scopes = scopesAt(resource, client);
      const isOpen = ours.has(resource) ? scopes.length > 0 : ownedBy(client).includes(resource);
      if (!isOpen) throw new errors.InvalidTarget();
      return {
        audience: resource,
        scope: scopes.join(' '),
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'ES256' } },
      };
    },

    /**
     * The API of ours that the asked scopes belong to, for clients that send no resource indicator.
     * @throws invalid_target when they belong to several: a token is for one
     */
    impliedBy(scopes: ReadonlySet<string>): string | undefined {
      const meant = [...ours].filter(([, known]) => known.some((scope) => scopes.has(scope)));
      if (meant.length > 1) throw new errors.InvalidTarget('name one resource');
      return meant[0]?.[0];
    },

    /** Whether a client may learn about a token: its own, or one made for its API. Never a public client's guess. */
    mayIntrospect(client: Client, token: { clientId?: unknown; aud?: unknown }): boolean {
      if (token.clientId === client.clientId) return true;
      return client.clientAuthMethod !== 'none' && ownedBy(client).includes(String(token.aud));
    },
  };
}
