import { levelOf } from '../authentication/assurance.ts';
import { DomainError } from '../errors.ts';
import { type FieldProblem, FieldReader, problemText } from '../field-reader.ts';
import type { ClientMetadata, Launcher, PkcePolicy } from './client.ts';
import { redirectProblem, resourceProblem, webProblem } from './client-addresses.ts';
import { DEFAULT_SCOPE, SCOPES } from './scopes.ts';

export const GRANT_TYPES = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:device_code',
] as const;
export const AUTH_METHODS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'] as const;
export const SIGNING_ALGS = ['ES256', 'RS256', 'EdDSA'] as const;

/** Names of the RFCs that we accept in a file and that decide nothing here. */
const IGNORED = [
  'client_id',
  'client_secret',
  'client_id_issued_at',
  'client_secret_expires_at',
  'client_uri',
  'logo_uri',
  'policy_uri',
  'tos_uri',
  'contacts',
  'software_id',
  'software_version',
  'subject_type',
  'require_auth_time',
];

/**
 * Reads a registration (RFC 7591 names and the extensions of the contract).
 * @param input the parsed JSON of CLIENT.json
 * @throws client_invalid with every problem found in `problems`
 */
export function parseClientMetadata(input: unknown): ClientMetadata {
  const { metadata, problems } = readClientMetadata(input);
  if (problems.length > 0)
    throw new DomainError('client_invalid', { problems: problems.map(problemText).join('; ') });
  return metadata;
}

/** The same for a form that shows each problem at its field; a registration with problems must not be used. */
export function readClientMetadata(input: unknown): { metadata: ClientMetadata; problems: FieldProblem[] } {
  const reader = new FieldReader(input);
  const isLegacy = reader.boolean('legacy_profile', false);
  const method = reader.oneOf(
    'token_endpoint_auth_method',
    AUTH_METHODS,
    isLegacy ? 'client_secret_post' : 'client_secret_basic',
  );
  const applicationType = reader.oneOf('application_type', ['web', 'native'] as const, 'web');
  const grantTypes = reader.subset('grant_types', GRANT_TYPES, ['authorization_code']);
  const hasCode = grantTypes.includes('authorization_code');
  const backchannel = reader.address('backchannel_logout_uri', webProblem);
  const algorithm = reader.optionalOneOf('token_endpoint_auth_signing_alg', SIGNING_ALGS);
  const jwks = reader.jwks('jwks');
  const jwksUri = reader.address('jwks_uri', webProblem);
  const minimumAcr = reader.optional('minimum_acr');
  const ownerUnit = reader.optional('owner_unit');
  const maxAge = reader.wholeNumber('default_max_age');
  const launcher = reader.nested('launcher', readLauncher);
  const notice = reader.oneOf('role_change_notice', ['none', 'logout', 'webhook'] as const, 'none');
  const noticeUri = reader.address('role_change_uri', webProblem);
  const resources = reader.addresses('resources', resourceProblem);
  const metadata: ClientMetadata = {
    client_name: reader.text('client_name', reader.optional('client_id') ?? 'MicConnect client'),
    redirect_uris: reader.addresses('redirect_uris', (uri) =>
      redirectProblem(uri, applicationType === 'native'),
    ),
    post_logout_redirect_uris: reader.addresses('post_logout_redirect_uris', (uri) =>
      redirectProblem(uri, applicationType === 'native'),
    ),
    grant_types: grantTypes,
    response_types: reader.subset('response_types', ['code'] as const, hasCode ? ['code'] : []),
    scope: reader.words('scope', SCOPES, DEFAULT_SCOPE),
    token_endpoint_auth_method: method,
    id_token_signed_response_alg: reader.oneOf('id_token_signed_response_alg', SIGNING_ALGS, 'ES256'),
    application_type: applicationType,
    pkce_policy: pkcePolicy(reader, method, isLegacy),
    legacy_profile: isLegacy,
    backchannel_logout_session_required: reader.boolean('backchannel_logout_session_required', true),
    dpop_bound_access_tokens: reader.boolean('dpop_bound_access_tokens', false),
    require_pushed_authorization_requests: reader.boolean('require_pushed_authorization_requests', false),
    ...(backchannel && { backchannel_logout_uri: backchannel }),
    ...(algorithm && { token_endpoint_auth_signing_alg: algorithm }),
    ...(jwks && { jwks }),
    ...(jwksUri && { jwks_uri: jwksUri }),
    ...(minimumAcr && { minimum_acr: minimumAcr }),
    ...(ownerUnit && { owner_unit: ownerUnit }),
    ...(maxAge !== undefined && { default_max_age: maxAge }),
    ...(launcher && { launcher }),
    ...(resources.length > 0 && { resources }),
    ...(notice !== 'none' && { role_change_notice: notice }),
    ...(noticeUri && { role_change_uri: noticeUri }),
  };
  crossChecks(reader, metadata);
  checkNotice(reader, metadata);
  reader.refuseUnknown(IGNORED);
  return { metadata, problems: reader.found };
}

/** Public clients always use PKCE; the legacy profile never does (contract section 4). */
function pkcePolicy(reader: FieldReader, method: string, isLegacy: boolean): PkcePolicy {
  const policy = reader.oneOf(
    'pkce_policy',
    ['required', 'or_nonce', 'none'] as const,
    isLegacy ? 'none' : 'required',
  );
  if (method === 'none' && policy !== 'required')
    reader.report('pkce_policy', 'must be required for a public client');
  if (isLegacy && policy !== 'none') reader.report('pkce_policy', 'must be none with legacy_profile');
  return policy;
}

function readLauncher(reader: FieldReader): Launcher {
  const titleEn = reader.optional('title_en');
  const launcher = {
    title: reader.text('title'),
    icon: reader.text('icon', 'apps'),
    url: reader.address('url', webProblem) ?? '',
    ...(titleEn && { title_en: titleEn }),
  };
  if (launcher.url === '') reader.report('url', 'is required');
  reader.refuseUnknown([]);
  return launcher;
}

function crossChecks(reader: FieldReader, metadata: ClientMetadata): void {
  const {
    grant_types,
    redirect_uris,
    token_endpoint_auth_method: method,
    jwks,
    jwks_uri,
    minimum_acr,
  } = metadata;
  if (grant_types.includes('authorization_code') && redirect_uris.length === 0) {
    reader.report('redirect_uris', 'is required for grant_type authorization_code');
  }
  if (method === 'none' && grant_types.includes('client_credentials')) {
    reader.report('grant_types', 'client_credentials needs a client that can authenticate');
  }
  if (metadata.legacy_profile && method !== 'client_secret_post') {
    reader.report('token_endpoint_auth_method', 'must be client_secret_post with legacy_profile');
  }
  if (jwks && jwks_uri) reader.report('jwks_uri', 'give jwks or jwks_uri, not both');
  if (method === 'private_key_jwt' && !jwks && !jwks_uri)
    reader.report('jwks', 'is required for private_key_jwt');
  if (minimum_acr && levelOf(minimum_acr) === undefined)
    reader.report('minimum_acr', 'is not a level', minimum_acr);
}

/** A notice needs a way to arrive, and roles to be about. */
function checkNotice(reader: FieldReader, metadata: ClientMetadata): void {
  const { role_change_notice: notice, role_change_uri: uri, backchannel_logout_uri, scope } = metadata;
  if (notice === 'logout' && !backchannel_logout_uri)
    reader.report('backchannel_logout_uri', 'is required for role_change_notice logout');
  if (notice === 'webhook' && !uri)
    reader.report('role_change_uri', 'is required for role_change_notice webhook');
  if (uri && notice !== 'webhook') reader.report('role_change_uri', 'is for role_change_notice webhook only');
  if (notice && !scope.split(' ').includes('roles'))
    reader.report('scope', 'must hold roles for role_change_notice');
}
