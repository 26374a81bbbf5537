/** Scopes under which relying systems learn about people (contract section 4). */
export const CLAIM_SCOPES = [
  'openid',
  'profile',
  'email',
  'phone',
  'staff',
  'roles',
  'offline_access',
  'citizen_id',
] as const;

/** Scopes of the REST API (contract section 3). */
export const REST_SCOPES = [
  'directory:read',
  'directory:write',
  'roles:read',
  'roles:write',
  'clients:write',
  'sessions:write',
  'audit:read',
] as const;
export type RestScope = (typeof REST_SCOPES)[number];

/** An API of the product itself: where it is mounted, and the scopes that open it. */
export interface OwnApi {
  path: string;
  scopes: readonly string[];
}

export const REST_API: OwnApi = { path: '/api/v1', scopes: REST_SCOPES };
export const SCIM_API: OwnApi = { path: '/scim/v2', scopes: ['scim'] };
export const OWN_APIS: readonly OwnApi[] = [REST_API, SCIM_API];

export const SCOPES: readonly string[] = [...CLAIM_SCOPES, ...OWN_APIS.flatMap(({ scopes }) => scopes)];

/** What a registration gets that names no scope: nothing that opens citizen ids or the product itself. */
export const DEFAULT_SCOPE = CLAIM_SCOPES.filter((scope) => scope !== 'citizen_id').join(' ');

/** Whether a scope opens one of the product's own APIs. */
export function isOwnApiScope(scope: string): boolean {
  return OWN_APIS.some(({ scopes }) => scopes.includes(scope));
}
