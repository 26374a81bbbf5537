import type { Client, KoaContextWithOIDC } from 'oidc-provider';

/**
 * Whether a request must use PKCE (RFC 7636, S256 only). Public clients always; others by the policy of
 * their registration, where `or_nonce` takes a nonce in its place (RFC 9700 section 2.1.1).
 */
export function isPkceRequired({ oidc }: KoaContextWithOIDC, client: Client): boolean {
  if (client.clientAuthMethod === 'none') return true;
  if (client.pkce_policy === 'none') return false;
  return client.pkce_policy !== 'or_nonce' || oidc.params?.nonce === undefined;
}
