import type { Client } from '../../../domain/clients/client.ts';
import type { MessageKey } from '../../../messages/translate.ts';

/** What an integration has to know; nothing of it is secret. */
export interface SnippetFacts {
  issuer: string;
  id: string;
  /** The first one; an empty text for a program without people. */
  redirectUri: string;
  postLogoutUri: string | undefined;
  scope: string;
  /** `token_endpoint_auth_method`. */
  method: string;
  /** Of the assertion by which it authenticates, where it has a key. */
  assertionAlg: string;
  idTokenAlg: string;
  hasPkce: boolean;
  acr: string | undefined;
  hearsLogout: boolean;
}

export interface Snippet {
  code: string;
  /** What to mind, in words. */
  notes: MessageKey[];
}

/** Takes what integrations need out of a registration. Pure. */
export function snippetFacts(
  { id, metadata }: Pick<Client, 'id' | 'metadata'>,
  issuer: string,
): SnippetFacts {
  const { jwks, token_endpoint_auth_signing_alg: chosen } = metadata;
  const named = jwks?.keys[0]?.alg;
  return {
    issuer,
    id,
    redirectUri: metadata.redirect_uris[0] ?? '',
    postLogoutUri: metadata.post_logout_redirect_uris?.[0],
    scope: metadata.scope,
    method: metadata.token_endpoint_auth_method,
    assertionAlg: chosen ?? (typeof named === 'string' ? named : 'ES256'),
    idTokenAlg: metadata.id_token_signed_response_alg,
    hasPkce: !metadata.legacy_profile && metadata.pkce_policy !== 'none',
    acr: metadata.minimum_acr,
    hearsLogout: metadata.backchannel_logout_uri !== undefined,
  };
}

/** The lines that are there, one below the other; `undefined` stands for a line that is left out. */
export function codeOf(...lines: readonly (string | undefined)[]): string {
  return lines.filter((line) => line !== undefined).join('\n');
}

/** A line that is there only under a condition. */
export function only(isThere: boolean, line: string): string | undefined {
  return isThere ? line : undefined;
}

/** Path of an address; the root where there is none. */
export function pathOf(address: string): string {
  return URL.canParse(address) ? new URL(address).pathname : '/';
}

/** A text in double quotes, for JavaScript, C#, Java and YAML alike: their escapes agree on what an address may hold. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}
