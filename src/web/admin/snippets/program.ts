import { codeOf, type Snippet, type SnippetFacts } from './snippet-facts.ts';

/** How a program without people gets an access token (RFC 6749 section 4.4), by curl. */
export function programSnippet({ issuer, id, scope, method }: SnippetFacts): Snippet {
  const isBasic = method === 'client_secret_basic';
  const proof =
    method === 'private_key_jwt'
      ? [
          "  --data-urlencode 'client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer' \\",
          '  --data-urlencode "client_assertion=$CLIENT_ASSERTION" \\',
        ]
      : [
          `  --data-urlencode ${shell(`client_id=${id}`)} \\`,
          '  --data-urlencode "client_secret=$CLIENT_SECRET" \\',
        ];
  const code = codeOf(
    `curl ${shell(`${issuer}/oidc/token`)} \\`,
    ...(isBasic ? [`  --user ${shell(`${id}:`)}"$CLIENT_SECRET" \\`] : proof),
    "  --data-urlencode 'grant_type=client_credentials' \\",
    `  --data-urlencode ${shell(`scope=${scope}`)}`,
  );
  return { code, notes: method === 'private_key_jwt' ? ['clients.snippet.note.assertion'] : [] };
}

/** A text in single quotes, where a shell reads nothing. */
function shell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
