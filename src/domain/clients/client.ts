/** Clients in the field do not form-encode Basic credentials, so ids and secrets need no encoding. */
const PLAIN = /^[A-Za-z0-9_-]+$/;

/** Whether a text can be the id or the secret of a client at all. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** A relying party as registered. `metadata` holds RFC 7591 names plus the extensions of the contract. */
export interface Client {
  id: string;
  metadata: ClientMetadata;
  /** SHA-256 of the secret in base64url; null for clients without one. The secret itself is never stored. */
  secretHash: string | null;
  createdAt: Date;
  updatedAt: Date;
  /** Until then its sign-ins are noted for the integration lab; absent or null: they are not. */
  watchedUntil?: Date | null;
}

/**
 * How a relying party hears at once that roles of a signed-in person changed: by a logout message for each of her
 * sessions there, or by a signed notice to an address of its own.
 */
export type RoleChangeNotice = 'logout' | 'webhook';

export type PkcePolicy = 'required' | 'or_nonce' | 'none';

export interface Launcher {
  title: string;
  title_en?: string;
  icon: string;
  url: string;
}

/** Registration of a relying party (RFC 7591, OpenID Connect Registration, contract section 4). */
export interface ClientMetadata {
  client_name: string;
  redirect_uris: string[];
  post_logout_redirect_uris?: string[];
  backchannel_logout_uri?: string;
  backchannel_logout_session_required?: boolean;
  grant_types: string[];
  response_types: string[];
  scope: string;
  token_endpoint_auth_method: string;
  token_endpoint_auth_signing_alg?: string;
  id_token_signed_response_alg: string;
  application_type: 'web' | 'native';
  jwks?: { keys: Record<string, unknown>[] };
  jwks_uri?: string;
  dpop_bound_access_tokens?: boolean;
  require_pushed_authorization_requests?: boolean;
  default_max_age?: number;
  minimum_acr?: string;
  pkce_policy: PkcePolicy;
  legacy_profile: boolean;
  launcher?: Launcher;
  owner_unit?: string;
  resources?: string[];
  /** Absent: it hears nothing. */
  role_change_notice?: RoleChangeNotice;
  /** Where notices go by `webhook`. */
  role_change_uri?: string;
}
