import { strict as assert } from 'node:assert';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, type JWK } from 'jose';
import { parseClientMetadata } from '../../src/domain/clients/client-metadata.ts';
import { createRoleChangeDelivery } from '../../src/oidc/role-change-delivery.ts';

const URI = 'https://app.example/roles';
const NOTICE = { role_change_notice: 'webhook', role_change_uri: URI };
const ROW = { id: 'row-1', createdAt: new Date('2026-03-15T03:00:00.900Z'), attempts: 1 };
const CHANGE = { kind: 'role_change', clientId: 'app', personId: 'p-1' } as const;

describe('oidc: notices of changed roles', () => {
  const keys: JWK[] = [];
  let sent: { url: string; init: RequestInit }[];

  before(async () => {
    for (const alg of ['ES256', 'RS256', 'EdDSA']) {
      const { privateKey } = await generateKeyPair(alg, { extractable: true });
      keys.push({ ...(await exportJWK(privateKey)), alg, kid: `key-${alg}` });
    }
  });

  function deliver(registration: object | undefined, status = 202) {
    sent = [];
    const metadata =
      registration &&
      parseClientMetadata({ redirect_uris: ['https://app.example/callback'], ...registration });
    const at = new Date();
    const client = metadata && { id: 'app', metadata, secretHash: null, createdAt: at, updatedAt: at };
    const delivery = createRoleChangeDelivery({
      issuer: 'https://id.example',
      keys: async () => ({ keys }),
      stores: { clients: { find: async () => client } as never },
      fetch: async (url, init) => {
        sent.push({ url: String(url), init });
        return new Response(null, { status });
      },
    });
    return delivery(CHANGE, ROW);
  }

  for (const alg of ['ES256', 'RS256', 'EdDSA']) {
    it(`are signed by ${alg} for a client whose ID tokens are`, async () => {
      await deliver({ ...NOTICE, id_token_signed_response_alg: alg });
      const [{ url = '', init = {} } = {}] = sent;
      assert.equal(url, URI);
      assert.equal(init.method, 'POST');
      const token = String(init.body);
      assert.deepEqual(decodeProtectedHeader(token), { alg, kid: `key-${alg}`, typ: 'secevent+jwt' });
      const { iat, jti, aud } = decodeJwt(token);
      assert.deepEqual([iat, jti, aud], [1773543600, 'row-1', 'app']);
    });
  }

  for (const status of [200, 204, 301, 400, 401, 500]) {
    it(`have not arrived when the answer is ${status}`, async () => {
      // A page that answers everything with 200 would swallow them (RFC 8935 section 2.2).
      await assert.rejects(deliver(NOTICE, status), new RegExp(`answered ${status}, not 202`));
    });
  }

  it('go nowhere once the client is gone or wants none', async () => {
    for (const registration of [undefined, {}]) {
      await deliver(registration);
      assert.deepEqual(sent, []);
    }
  });
});
