import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { type Adapter, type Configuration, Provider } from 'oidc-provider';
import { SCOPES } from '../src/domain/clients/scopes.ts';
import { SCOPE_CLAIMS } from '../src/oidc/claims.ts';
import { giveConsent, withSignIn } from './bare-sign-in.ts';
import { type Minted, mint } from './mint.ts';
import { ENDPOINTS, RELYING_PARTY } from './relying-party.ts';

/**
 * A process of its own: the library alone, on its in-memory adapter, configured like ours where that means
 * work. `PORT` serves OpenID; `CONTROL_PORT` answers `/ready`, and `/mint?model=&count=` with a JSON list.
 */

const ACR = 'urn:micconnect:acr:password';
const PEOPLE = Array.from({ length: 50 }, (_, index) => `person-${index}`);
const CLAIMS = {
  name: 'Đặng Thị Ngọc Ánh',
  family_name: 'Đặng',
  middle_name: 'Thị Ngọc',
  given_name: 'Ánh',
  preferred_username: 'staff@mic.example',
  email: 'staff@mic.example',
  email_verified: true,
  phone_number: '+84900000001',
  phone_number_verified: false,
  employee_no: '014-00001',
  unit_code: 'G14.05.1',
  unit: 'Phòng Thẩm định',
  unit_path: ['G14', 'G14.05', 'G14.05.1'],
  position: 'Chuyên viên',
  staff_category: 'cong_chuc',
  roles: ['author', 'reader'],
  role_units: { author: ['G14.05.1'], reader: ['G14.05.1'] },
};

async function configuration(store: Map<string, unknown>): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return {
    adapter: await memoryAdapter(store),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: 'bench' }] },
    clients: [
      {
        client_id: RELYING_PARTY.id,
        client_secret: RELYING_PARTY.secret,
        redirect_uris: [RELYING_PARTY.redirectUri],
        grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      },
    ],
    routes: ENDPOINTS,
    cookies: { keys: ['bench'] },
    scopes: [...SCOPES],
    claims: { ...SCOPE_CLAIMS },
    acrValues: [ACR],
    responseTypes: ['code'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    conformIdTokenClaims: false,
    pkce: { required: () => false },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => Promise.resolve({ ...CLAIMS, sub }) }),
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: giveConsent,
    expiresWithSession: () => Promise.resolve(true),
    issueRefreshToken: () => Promise.resolve(true),
    rotateRefreshToken: true,
    ttl: { AuthorizationCode: 60, AccessToken: 600, ClientCredentials: 600, IdToken: 600 },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true },
      userinfo: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_ctx, resource) => ({
          audience: resource,
          scope: RELYING_PARTY.scope,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
  };
}

/** The library's in-memory adapter on a store that drops nothing: its own holds 1,000 entries. */
async function memoryAdapter(store: Map<string, unknown>): Promise<(model: string) => Adapter> {
  const path = 'oidc-provider/lib/adapters/memory_adapter.js';
  const { default: MemoryAdapter }: MemoryAdapterModule = await import(path);
  return (model) => new MemoryAdapter(model, store);
}

interface MemoryAdapterModule {
  default: new (model: string, store: Map<string, unknown>) => Adapter;
}

async function serve(port: number, controlPort: number): Promise<void> {
  const store = new Map<string, unknown>();
  const provider = new Provider(`http://localhost:${port}`, await configuration(store));
  createServer(withSignIn(provider, ACR)).listen(port, '127.0.0.1');
  createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== '/mint') return response.end();
    store.clear();
    const plan = { provider, accountIds: PEOPLE, acr: ACR };
    const values = await mint(plan, searchParams.get('model') as Minted, Number(searchParams.get('count')));
    return response.end(JSON.stringify(values));
  }).listen(controlPort, '127.0.0.1');
}

await serve(Number(process.env.PORT), Number(process.env.CONTROL_PORT));
