import type { ClientMetadata } from '../../domain/clients/client.ts';
import type { MessageKey } from '../../messages/translate.ts';
import type { ClientChange } from './client-form-view.ts';

/** What the form shows of a registration, each as lines of text. */
const LINES: readonly [MessageKey, (metadata: ClientMetadata) => (string | undefined)[]][] = [
  ['clients.field.title', ({ launcher, client_name }) => [launcher?.title ?? client_name]],
  ['clients.field.title_en', ({ launcher }) => [launcher?.title_en]],
  ['clients.field.owner_unit', ({ owner_unit }) => [owner_unit]],
  ['clients.field.icon', ({ launcher }) => [launcher?.icon]],
  ['clients.field.url', ({ launcher }) => [launcher?.url]],
  ['clients.field.application_type', ({ application_type }) => [application_type]],
  ['clients.field.redirect_uris', ({ redirect_uris }) => redirect_uris],
  ['clients.field.post_logout_redirect_uris', (metadata) => metadata.post_logout_redirect_uris ?? []],
  ['clients.field.backchannel_logout_uri', (metadata) => [metadata.backchannel_logout_uri]],
  ['clients.field.grant_types', ({ grant_types }) => grant_types],
  ['clients.field.scope', ({ scope }) => scope.split(' ').sort()],
  ['clients.field.method', (metadata) => [metadata.token_endpoint_auth_method]],
  ['clients.field.jwks', ({ jwks }) => (jwks?.keys ?? []).map((key) => JSON.stringify(key))],
  ['clients.field.jwks_uri', ({ jwks_uri }) => [jwks_uri]],
  [
    'clients.field.pkce',
    ({ pkce_policy, legacy_profile }) => [legacy_profile ? 'legacy_profile' : pkce_policy],
  ],
  ['clients.field.minimum_acr', ({ minimum_acr }) => [minimum_acr]],
  ['clients.field.id_token_alg', (metadata) => [metadata.id_token_signed_response_alg]],
];

/** What differs between two states of a registration, line by line; nothing when they say the same. Pure. */
export function clientChanges(before: ClientMetadata, after: ClientMetadata): ClientChange[] {
  return LINES.map(([label, lines]) => ({
    label,
    before: lines(before).filter((line) => line !== undefined),
    after: lines(after).filter((line) => line !== undefined),
  })).filter((change) => change.before.join('\n') !== change.after.join('\n'));
}
