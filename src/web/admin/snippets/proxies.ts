import type { MessageKey } from '../../../messages/translate.ts';
import { codeOf, only, pathOf, quoted, type Snippet, type SnippetFacts } from './snippet-facts.ts';

/** Where oauth2-proxy answers below its prefix. */
const CALLBACK = /^(\/.+)\/callback$/;

/** nginx asks oauth2-proxy about every request; its configuration, then that of nginx. */
export function nginxSnippet(facts: SnippetFacts): Snippet {
  const { issuer, id, redirectUri, scope, method, hasPkce, acr } = facts;
  const prefix = CALLBACK.exec(pathOf(redirectUri))?.[1];
  const at = prefix ?? '/oauth2';
  const code = codeOf(
    '# oauth2-proxy.cfg',
    'provider = "oidc"',
    `oidc_issuer_url = ${quoted(issuer)}`,
    `client_id = ${quoted(id)}`,
    only(method.startsWith('client_secret'), 'client_secret_file = "/etc/oauth2-proxy/client-secret"'),
    'cookie_secret_file = "/etc/oauth2-proxy/cookie-secret"',
    `redirect_url = ${quoted(redirectUri)}`,
    `proxy_prefix = ${quoted(at)}`,
    `scope = ${quoted(scope)}`,
    only(hasPkce, 'code_challenge_method = "S256"'),
    only(acr !== undefined, `acr_values = ${quoted(acr ?? '')}`),
    'oidc_groups_claim = "roles"',
    'email_domains = ["*"]',
    'reverse_proxy = true',
    'set_xauthrequest = true',
    'http_address = "127.0.0.1:4180"',
    '',
    '# nginx',
    `location ${at}/ {`,
    '  proxy_pass http://127.0.0.1:4180;',
    '  proxy_set_header Host $host;',
    '  proxy_set_header X-Forwarded-Proto $scheme;',
    '}',
    'location / {',
    `  auth_request ${at}/auth;`,
    `  error_page 401 = ${at}/sign_in;`,
    '  auth_request_set $signed_in $upstream_http_x_auth_request_user;',
    '  auth_request_set $held_roles $upstream_http_x_auth_request_groups;',
    '  proxy_set_header X-User $signed_in;',
    '  proxy_set_header X-Roles $held_roles;',
    '  proxy_pass http://127.0.0.1:8080;',
    '}',
  );
  return {
    code,
    notes: [
      ...notesIf(prefix === undefined, 'clients.snippet.note.callback'),
      ...notesIf(!method.startsWith('client_secret'), 'clients.snippet.note.secret'),
    ],
  };
}

/** Apache with mod_auth_openidc. */
export function apacheSnippet(facts: SnippetFacts): Snippet {
  const { issuer, id, redirectUri, postLogoutUri, scope, method, hasPkce, acr, idTokenAlg } = facts;
  const code = codeOf(
    `OIDCProviderMetadataURL ${apache(`${issuer}/.well-known/openid-configuration`)}`,
    `OIDCClientID ${apache(id)}`,
    only(
      method.startsWith('client_secret'),
      'OIDCClientSecret "exec:/usr/bin/cat /etc/apache2/oidc/client-secret"',
    ),
    only(method === 'private_key_jwt', 'OIDCPrivateKeyFiles "sig#/etc/apache2/oidc/client-key.pem"'),
    `OIDCProviderTokenEndpointAuth ${method}`,
    `OIDCIDTokenSignedResponseAlg ${idTokenAlg}`,
    `OIDCRedirectURI ${apache(redirectUri)}`,
    only(postLogoutUri !== undefined, `OIDCDefaultLoggedOutURL ${apache(postLogoutUri ?? '')}`),
    `OIDCScope ${apache(scope)}`,
    only(hasPkce, 'OIDCPKCEMethod S256'),
    only(acr !== undefined, `OIDCAuthRequestParams ${apache(`acr_values=${encodeURIComponent(acr ?? '')}`)}`),
    'OIDCCryptoPassphrase "exec:/usr/bin/cat /etc/apache2/oidc/passphrase"',
    'OIDCRemoteUserClaim email',
    'OIDCClaimPrefix OIDC_CLAIM_',
    '',
    '<Location "/">',
    '  AuthType openid-connect',
    '  Require valid-user',
    '</Location>',
  );
  return { code, notes: ['clients.snippet.note.apacheLogout'] };
}

function notesIf(isThere: boolean, note: MessageKey): MessageKey[] {
  return isThere ? [note] : [];
}

/** A directive's argument: quoted, and no variable of the server is put into it. */
function apache(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replaceAll('${', '$%7B')}"`;
}
