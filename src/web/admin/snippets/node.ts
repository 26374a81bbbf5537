import { codeOf, only, quoted, type Snippet, type SnippetFacts } from './snippet-facts.ts';

const METHODS: Readonly<Record<string, string>> = {
  client_secret_basic: 'client.ClientSecretBasic(env.CLIENT_SECRET)',
  client_secret_post: 'client.ClientSecretPost(env.CLIENT_SECRET)',
  private_key_jwt: 'client.PrivateKeyJwt(privateKey)',
  none: 'client.None()',
};

/** openid-client 6. */
export function nodeSnippet(facts: SnippetFacts): Snippet {
  const { issuer, id, redirectUri, scope, method, hasPkce, acr } = facts;
  const isPlain = issuer.startsWith('http:');
  const code = codeOf(
    only(method !== 'none', "import { env } from 'node:process';"),
    "import * as client from 'openid-client';",
    only(method === 'private_key_jwt', "import { importPKCS8 } from 'jose';"),
    '',
    only(
      method === 'private_key_jwt',
      `const privateKey = await importPKCS8(env.CLIENT_KEY, ${quoted(facts.assertionAlg)});`,
    ),
    'const config = await client.discovery(',
    `  new URL(${quoted(issuer)}),`,
    `  ${quoted(id)},`,
    `  { id_token_signed_response_alg: ${quoted(facts.idTokenAlg)} },`,
    `  ${METHODS[method] ?? METHODS.none},`,
    only(isPlain, '  { execute: [client.allowInsecureRequests] },'),
    ');',
    '',
    'export async function startSignIn(session) {',
    '  session.state = client.randomState();',
    '  session.nonce = client.randomNonce();',
    only(hasPkce, '  session.verifier = client.randomPKCECodeVerifier();'),
    '  return client.buildAuthorizationUrl(config, {',
    `    redirect_uri: ${quoted(redirectUri)},`,
    `    scope: ${quoted(scope)},`,
    '    state: session.state,',
    '    nonce: session.nonce,',
    only(hasPkce, '    code_challenge: await client.calculatePKCECodeChallenge(session.verifier),'),
    only(hasPkce, "    code_challenge_method: 'S256',"),
    only(acr !== undefined, `    acr_values: ${quoted(acr ?? '')},`),
    '  });',
    '}',
    '',
    'export async function finishSignIn(session, search) {',
    `  const answered = new URL(search, ${quoted(redirectUri)});`,
    '  const tokens = await client.authorizationCodeGrant(config, answered, {',
    only(hasPkce, '    pkceCodeVerifier: session.verifier,'),
    '    expectedState: session.state,',
    '    expectedNonce: session.nonce,',
    '  });',
    '  return tokens.claims();',
    '}',
  );
  return { code, notes: [] };
}
