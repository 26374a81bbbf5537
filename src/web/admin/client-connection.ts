import { levelOf } from '../../domain/authentication/assurance.ts';
import type { Client, ClientMetadata } from '../../domain/clients/client.ts';
import { isMessageKey, type MessageKey } from '../../messages/translate.ts';
import type { ClientConnectionView, ConnectionFact } from './clients-view.ts';

/** What a registration says of a connection, line by line; what says nothing is left out. Pure. */
export function connectionFacts(metadata: ClientMetadata): ConnectionFact[] {
  const { minimum_acr: minimum, backchannel_logout_uri: logout, legacy_profile: isLegacy } = metadata;
  const facts: ConnectionFact[] = [
    values('clients.field.redirect_uris', metadata.redirect_uris),
    values('clients.field.post_logout_redirect_uris', metadata.post_logout_redirect_uris),
    values('clients.field.backchannel_logout_uri', logout === undefined ? [] : [logout]),
    { label: 'clients.field.pkce', words: [wordFor('pkce', isLegacy ? 'legacy' : metadata.pkce_policy)] },
    { label: 'clients.field.minimum_acr', words: [levelWord(minimum)] },
    values('clients.field.grant_types', metadata.grant_types),
    values('clients.field.scope', [metadata.scope]),
    values('clients.field.resources', metadata.resources),
    metadata.role_change_notice === undefined
      ? values('clients.field.role_change_notice', [])
      : {
          label: 'clients.field.role_change_notice',
          words: [wordFor('notice', metadata.role_change_notice)],
          ...(metadata.role_change_uri && { values: [metadata.role_change_uri] }),
        },
  ];
  return facts.filter(({ words, values: texts }) => (words ?? texts ?? []).length > 0);
}

function values(label: MessageKey, texts: readonly string[] = []): ConnectionFact {
  return { label, values: [...texts] };
}

/** The words for a level that a system asks for; without one, the policy of the ministry alone counts. */
export function levelWord(minimum: string | undefined): MessageKey {
  const level = minimum === undefined ? undefined : levelOf(minimum);
  return wordFor('acr', level === undefined ? 'none' : level.slice(level.lastIndexOf(':') + 1));
}

function wordFor(group: 'pkce' | 'acr' | 'notice', value: string): MessageKey {
  const key = `clients.${group}.${value}`;
  if (!isMessageKey(key)) throw new Error(`No words for ${key}`);
  return key;
}

/** By what a system proves who it is; its secret is nowhere to be had. Pure. */
export function clientKeys({ metadata, secretHash, updatedAt }: Client): ClientConnectionView['keys'] {
  return {
    method: metadata.token_endpoint_auth_method,
    hasSecret: secretHash !== null,
    jwksUri: metadata.jwks_uri ?? null,
    keys: (metadata.jwks?.keys ?? []).map(({ kid, kty, crv, alg }) => ({
      id: typeof kid === 'string' ? kid : null,
      kind: [kty, crv, alg].filter((part) => typeof part === 'string').join(' '),
    })),
    changedAt: updatedAt,
  };
}
