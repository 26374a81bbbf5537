import { codeOf, only, type Snippet, type SnippetFacts } from './snippet-facts.ts';

/** facile-it/php-openid-client, which reads every algorithm that MicConnect signs with. */
export function phpSnippet(facts: SnippetFacts): Snippet {
  const { issuer, id, redirectUri, scope, method, idTokenAlg, hasPkce, acr } = facts;
  const code = codeOf(
    '<?php',
    'use Facile\\OpenIDClient\\Client\\ClientBuilder;',
    'use Facile\\OpenIDClient\\Client\\Metadata\\ClientMetadata;',
    'use Facile\\OpenIDClient\\Issuer\\IssuerBuilder;',
    'use Facile\\OpenIDClient\\Service\\Builder\\AuthorizationServiceBuilder;',
    'use Facile\\OpenIDClient\\Session\\AuthSession;',
    '',
    `$issuer = (new IssuerBuilder())->build(${php(`${issuer}/.well-known/openid-configuration`)});`,
    '$client = (new ClientBuilder())->setIssuer($issuer)->setClientMetadata(ClientMetadata::fromArray([',
    `    'client_id' => ${php(id)},`,
    only(method.startsWith('client_secret'), "    'client_secret' => getenv('CLIENT_SECRET'),"),
    only(
      method === 'private_key_jwt',
      "    'jwks' => json_decode(file_get_contents(getenv('CLIENT_JWKS')), true),",
    ),
    `    'token_endpoint_auth_method' => ${php(method)},`,
    `    'id_token_signed_response_alg' => ${php(idTokenAlg)},`,
    `    'redirect_uris' => [${php(redirectUri)}],`,
    ']))->build();',
    '$service = (new AuthorizationServiceBuilder())->build();',
    '',
    "$random = fn () => rtrim(strtr(base64_encode(random_bytes(32)), '+/', '-_'), '=');",
    `$_SESSION['oidc'] = ['state' => $random(), 'nonce' => $random()${hasPkce ? ", 'code_verifier' => $random()" : ''}];`,
    "header('Location: ' . $service->getAuthorizationUri($client, [",
    `    'redirect_uri' => ${php(redirectUri)},`,
    `    'scope' => ${php(scope)},`,
    "    'state' => $_SESSION['oidc']['state'],",
    "    'nonce' => $_SESSION['oidc']['nonce'],",
    only(
      hasPkce,
      "    'code_challenge' => rtrim(strtr(base64_encode(hash('sha256', $_SESSION['oidc']['code_verifier'], true)), '+/', '-_'), '='),",
    ),
    only(hasPkce, "    'code_challenge_method' => 'S256',"),
    only(acr !== undefined, `    'acr_values' => ${php(acr ?? '')},`),
    ']));',
    '',
    '$answer = $service->getCallbackParams($request, $client);',
    "$session = AuthSession::fromArray($_SESSION['oidc']);",
    `$claims = $service->callback($client, $answer, ${php(redirectUri)}, $session)->claims();`,
  );
  return { code, notes: [] };
}

/** A text in single quotes, where PHP reads nothing but `\\` and `\'`. */
function php(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
