/** The one relying party of the benchmark; both servers know it by the same id, secret and addresses. */
export const RELYING_PARTY = {
  id: 'bench',
  secret: 'bench-secret-of-a-throw-away-database',
  redirectUri: 'https://bench.example/callback',
  scope: 'openid profile email phone staff roles',
  resource: 'urn:micconnect:client:bench',
} as const;

/** How the relying party authenticates at the token and introspection endpoints. */
export const BASIC = `Basic ${Buffer.from(`${RELYING_PARTY.id}:${RELYING_PARTY.secret}`).toString('base64')}`;

export const ENDPOINTS = {
  authorization: '/oidc/authorize',
  token: '/oidc/token',
  userinfo: '/oidc/userinfo',
  introspection: '/oidc/introspect',
} as const;
