import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { isOwnApiScope } from '../domain/clients/scopes.ts';
import { rolesDigest } from '../domain/roles/role-claims.ts';
import type { Stores } from '../domain/transact.ts';
import type { PersonAccount } from './account.ts';

/**
 * Consent for the ministry's own clients: given once for what was asked within the registration, without
 * a page. One consent a session and client, so that a second authorization keeps the first one's tokens
 * alive, and one sign-out ends them together.
 */
export function createConsentLoader({
  roleNotices,
}: Pick<Stores, 'roleNotices'>): NonNullable<Configuration['loadExistingGrant']> {
  return async function loadConsent(ctx) {
    const { oidc } = ctx;
    const { provider, session, client, account } = oidc;
    if (client === undefined || account === undefined) return undefined;
    const consentId = session?.grantIdFor(client.clientId);
    const consent =
      (consentId === undefined ? undefined : await provider.Grant.find(consentId)) ??
      new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
    if (giveConsent(ctx, consent) || consentId !== consent.jti) await consent.save();
    // Whoever wants to hear when roles change hears what differs from now on.
    if (client.role_change_notice !== undefined)
      await roleNotices.noteFirst(consent.jti, rolesDigest(await (account as PersonAccount).roleClaims()));
    return consent;
  };
}

type Consent = InstanceType<KoaContextWithOIDC['oidc']['provider']['Grant']>;

/** Adds what the request asks for; whether that was new. */
function giveConsent({ oidc }: KoaContextWithOIDC, consent: Consent): boolean {
  const before = JSON.stringify([consent.openid, consent.resources]);
  // Those of our own APIs count for their resource only.
  const claimScopes = [...oidc.requestParamOIDCScopes].filter((scope) => !isOwnApiScope(scope));
  consent.addOIDCScope(claimScopes.join(' '));
  consent.addOIDCClaims([...oidc.requestParamClaims]);
  for (const [resource, server] of Object.entries(oidc.resourceServers ?? {})) {
    const scopes = [...oidc.requestParamScopes].filter((scope) => server.scopes.has(scope));
    if (scopes.length > 0) consent.addResourceScope(resource, scopes.join(' '));
  }
  return JSON.stringify([consent.openid, consent.resources]) !== before;
}
