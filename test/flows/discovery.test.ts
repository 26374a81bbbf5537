import { strict as assert } from 'node:assert';
import { get as httpGet } from 'node:http';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const DOCUMENTS = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'];
const FORGERIES: Record<string, string>[] = [
  { host: 'evil.example' },
  { 'x-forwarded-host': 'evil.example' },
  { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', 'x-forwarded-port': '8443' },
  { forwarded: 'host=evil.example;proto=https' },
  { host: 'evil.example', 'x-forwarded-server': 'evil.example', 'x-original-host': 'evil.example' },
  { 'x-http-method-override': 'POST', 'x-original-url': '/admin', 'x-rewrite-url': '/admin' },
];

type Metadata = Record<string, unknown>;

describe('flow: discovery', () => {
  let server: TestServer;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
  });
  after(() => server.stop());

  /** With any header, Host included, which fetch does not allow. */
  function read(path: string, headers: Record<string, string> = {}) {
    return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
      (resolve, reject) => {
        const port = Number(new URL(server.issuer).port);
        httpGet({ host: 'localhost', port, path, headers }, (response) => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (text: string) => {
            body += text;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
          );
        }).once('error', reject);
      },
    );
  }

  async function metadata(path: string, headers: Record<string, string> = {}): Promise<Metadata> {
    const { status, body } = await read(path, headers);
    assert.equal(status, 200);
    return JSON.parse(body) as Metadata;
  }

  for (const path of DOCUMENTS) {
    it(`${path} names addresses of the issuer only`, async () => {
      const document = await metadata(path);
      assert.equal(document.issuer, server.issuer);
      const addresses = Object.entries(document).filter(([name]) => /_endpoint$|_uri$/.test(name));
      assert.ok(addresses.length >= 8, `only ${addresses.length} addresses`);
      for (const [name, address] of addresses) {
        assert.ok(String(address).startsWith(`${server.issuer}/`), `${name}: ${address}`);
      }
    });

    it(`${path} is the same whatever the headers say`, async () => {
      const document = await metadata(path);
      for (const forged of FORGERIES) assert.deepEqual(await metadata(path, forged), document);
    });
  }

  it('leaves no redirect to follow a forged host either', async () => {
    for (const forged of FORGERIES) {
      const { headers, body } = await read('/', forged);
      const location = new URL(String(headers.location), server.issuer);
      assert.equal(location.origin, server.issuer);
      assert.equal(location.searchParams.get('redirect_uri'), `${server.issuer}/sign-in/return`);
      assert.equal(body.includes('evil.example'), false);
    }
  });

  it('offers codes and nothing that went out of use', async () => {
    const document = await metadata('/.well-known/openid-configuration');
    assert.deepEqual(document.response_types_supported, ['code']);
    assert.deepEqual([...(document.grant_types_supported as string[])].sort(), [
      'authorization_code',
      'client_credentials',
      'refresh_token',
      'urn:ietf:params:oauth:grant-type:device_code',
    ]);
    assert.deepEqual(document.code_challenge_methods_supported, ['S256']);
    assert.equal(document.authorization_response_iss_parameter_supported, true);
    assert.equal(document.backchannel_logout_supported, true);
    assert.equal(document.backchannel_logout_session_supported, true);
    assert.equal((document.id_token_signing_alg_values_supported as string[]).includes('none'), false);
    assert.equal(document.registration_endpoint, undefined);
  });

  it('offers the scopes, claims and levels of the contract', async () => {
    const document = await metadata('/.well-known/openid-configuration');
    for (const scope of ['openid', 'profile', 'email', 'phone', 'staff', 'roles', 'citizen_id']) {
      assert.ok((document.scopes_supported as string[]).includes(scope), scope);
    }
    for (const claim of ['sub', 'sid', 'roles', 'role_units', 'employee_no', 'unit_path', 'middle_name']) {
      assert.ok((document.claims_supported as string[]).includes(claim), claim);
    }
    for (const level of ['urn:micconnect:acr:password', 'urn:micconnect:acr:certificate', 'LoA1', 'LoA3']) {
      assert.ok((document.acr_values_supported as string[]).includes(level), level);
    }
  });

  it('publishes public keys for ES256, RS256 and EdDSA, and only public ones', async () => {
    const { keys } = (await metadata('/oidc/jwks')) as { keys: Record<string, unknown>[] };
    assert.deepEqual(keys.map(({ alg }) => alg).sort(), ['ES256', 'EdDSA', 'RS256']);
    for (const key of keys) {
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) assert.equal(key[secret], undefined);
      assert.equal(typeof key.kid, 'string');
      assert.equal(key.use, 'sig');
    }
  });
});
