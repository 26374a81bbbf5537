import assert from 'node:assert/strict';
import { AUTH_METHODS, parseClientMetadata } from '../../../src/domain/clients/client-metadata.ts';
import {
  clientSnippet,
  SNIPPET_NAMES,
  type SnippetName,
  snippetNames,
} from '../../../src/web/admin/snippets/client-snippets.ts';

const ISSUER = 'https://dangnhap.mic.example';
const KEY = { kty: 'EC', crv: 'P-256', x: 'a', y: 'b', kid: 'k1' };

function client(fields: Record<string, unknown> = {}) {
  const hasKey = fields.token_endpoint_auth_method === 'private_key_jwt';
  const metadata = parseClientMetadata({
    redirect_uris: ['https://baocao.mic.example/oidc/callback'],
    ...(hasKey && { jwks: { keys: [KEY] } }),
    ...fields,
  });
  return { id: 'reporting', metadata };
}
const codeFor = (name: SnippetName, fields?: Record<string, unknown>) =>
  clientSnippet(client(fields), ISSUER, name).code;
const SIGN_IN = SNIPPET_NAMES.filter((name) => name !== 'curl');

describe('snippets of a relying system', () => {
  it('name issuer, id, redirect address and scopes of the registration', () => {
    for (const name of SIGN_IN) {
      const code = codeFor(name, { scope: 'openid staff' });
      for (const part of [ISSUER, 'reporting', '/oidc']) assert.ok(code.includes(part), `${name}: ${part}`);
      assert.match(code, /openid,? staff/, name);
    }
  });

  it('are for people’s sign-ins or for programs', () => {
    assert.deepEqual(snippetNames(client()), SIGN_IN);
    const program = client({ grant_types: ['client_credentials'], redirect_uris: [] });
    assert.deepEqual(snippetNames(program), ['curl']);
    assert.match(clientSnippet(program, ISSUER, 'curl').code, /--user 'reporting:'"\$CLIENT_SECRET"/);
  });

  it('use PKCE unless the registration waives it', () => {
    const said: Record<string, RegExp> = {
      dotnet: /UsePkce = true/,
      java: /withPkce/,
      php: /code_challenge_method/,
      node: /code_challenge_method: 'S256'/,
      nginx: /code_challenge_method = "S256"/,
      apache: /OIDCPKCEMethod S256/,
    };
    for (const name of SIGN_IN) {
      assert.match(codeFor(name), said[name] ?? /$^/);
      assert.doesNotMatch(codeFor(name, { pkce_policy: 'none' }), said[name] ?? /$^/);
    }
  });

  it('ask for a secret or a key only where the registration has one, and never hold it', () => {
    for (const name of SIGN_IN)
      for (const token_endpoint_auth_method of AUTH_METHODS) {
        const code = codeFor(name, { token_endpoint_auth_method });
        const label = `${name}, ${token_endpoint_auth_method}`;
        const asks = /CLIENT_SECRET|ClientSecret"\]|client-secret/.test(code);
        assert.equal(asks, token_endpoint_auth_method.startsWith('client_secret'), label);
        const hasKey = /CLIENT_KEY|clientKey|CLIENT_JWKS|client-key\.pem/.test(code);
        assert.equal(hasKey, token_endpoint_auth_method === 'private_key_jwt' && name !== 'nginx', label);
      }
  });

  it('ask for the level that the registration wants', () => {
    for (const name of SIGN_IN) {
      assert.match(codeFor(name, { minimum_acr: 'LoA2' }), /LoA2/, name);
      assert.doesNotMatch(codeFor(name), /acr/i, name);
    }
  });

  it('say what a way of building cannot do', () => {
    const notes = (name: SnippetName, fields: Record<string, unknown>) =>
      clientSnippet(client(fields), ISSUER, name).notes;
    assert.deepEqual(notes('java', { id_token_signed_response_alg: 'EdDSA' }), [
      'clients.snippet.note.algorithm',
    ]);
    assert.deepEqual(notes('nginx', { redirect_uris: ['https://x.mic.example/cb'] }), [
      'clients.snippet.note.callback',
    ]);
    const proof = { token_endpoint_auth_method: 'private_key_jwt' };
    assert.deepEqual(notes('nginx', proof), ['clients.snippet.note.secret']);
  });

  it('keep what an address holds within its quotes', () => {
    const redirect_uris = [`https://x.mic.example/callback?a='b"c`];
    const { code } = clientSnippet(client({ redirect_uris }), ISSUER, 'php');
    assert.ok(code.includes(String.raw`'https://x.mic.example/callback?a=\'b"c'`));
    assert.ok(codeFor('apache', { redirect_uris }).includes(String.raw`callback?a='b\"c"`));
    assert.ok(codeFor('dotnet', { post_logout_redirect_uris: redirect_uris }).includes('"/callback"'));
  });
});
