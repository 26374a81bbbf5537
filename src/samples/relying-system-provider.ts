import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import * as oidc from 'openid-client';

const TIMEOUT_SECONDS = 10;

/** The provider as a relying system knows it. */
export interface KnownProvider {
  config: oidc.Configuration;
  issuer: string;
  keys: JWTVerifyGetKey;
}

export interface ClientIdentity {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/**
 * Discovers the provider at the first use. A failure is not kept, because the provider may start after the
 * relying system: the next use tries again.
 */
export function lazyProvider(client: ClientIdentity): () => Promise<KnownProvider> {
  let known: Promise<KnownProvider> | undefined;
  return () => {
    known ??= discover(client).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

async function discover({ issuer, clientId, clientSecret }: ClientIdentity): Promise<KnownProvider> {
  const server = new URL(issuer);
  const insecure = server.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
  const config = await oidc.discovery(
    server,
    clientId,
    clientSecret,
    oidc.ClientSecretBasic(clientSecret),
    // Plain http does not vouch for the token endpoint, so signatures of ID tokens are always checked.
    { execute: [oidc.enableNonRepudiationChecks, ...insecure], timeout: TIMEOUT_SECONDS },
  );
  const metadata = config.serverMetadata();
  if (metadata.jwks_uri === undefined) throw new TypeError('the provider publishes no jwks_uri');
  return { config, issuer: metadata.issuer, keys: createRemoteJWKSet(new URL(metadata.jwks_uri)) };
}
