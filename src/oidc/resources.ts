import { type Client, errors, type ResourceServer } from 'oidc-provider';

/** The API of a client, as a resource indicator (RFC 8707, contract section 4). */
export function ownResource(clientId: string): string {
  return `urn:micconnect:client:${clientId}`;
}

/** Every resource that tokens of a client may be for: its own API. */
export function resourcesOf(client: Client): string[] {
  const registered = Array.isArray(client.resources) ? client.resources.map(String) : [];
  return [ownResource(client.clientId), ...registered];
}

/**
 * The API behind a resource indicator. Tokens for it are signed JWTs (RFC 9068).
 * @throws invalid_target for anything but the client's own API
 */
export function resourceServerFor(resource: string, client: Client): ResourceServer {
  if (!resourcesOf(client).includes(resource)) throw new errors.InvalidTarget();
  const scopes = (client.scope ?? '')
    .split(' ')
    .filter((scope) => scope !== 'openid' && scope !== 'offline_access');
  return {
    audience: resource,
    scope: scopes.join(' '),
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'ES256' } },
  };
}
