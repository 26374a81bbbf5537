import { strict as assert } from 'node:assert';
import { registerProduct } from '../../src/product-client.ts';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { apiCaller, apiClient, EVERY_SCOPE } from './api-caller.ts';

const SYSTEM = { kind: 'system' } as const;
const OFFICER = 'head@mic.example';
const ORDINARY = 'staff@mic.example';
/** What an ordinary person is answered there who asks for nothing. */
const FOR_ONESELF: Record<string, [number, string | undefined]> = {
  'GET /mandates': [200, undefined],
  'GET /reviews': [200, undefined],
  'GET /reviews/{review}': [404, 'review_not_found'],
  'POST /reviews/{review}/items/{item}/decide': [400, 'request_invalid'],
  'POST /reviews/{review}/items/{item}/ask': [400, 'request_invalid'],
  'POST /reviews/{review}/items/{item}/answer': [400, 'request_invalid'],
  'POST /mandates': [400, 'request_invalid'],
  'POST /mandates/{mandate}/end': [404, 'mandate_not_found'],
};

describe('flow: who may do what over the API', () => {
  let server: TestServer;
  let api: Awaited<ReturnType<typeof apiCaller>>;
  const roles: Record<string, string> = {};

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    api = await apiCaller(server, await apiClient(server));
  });
  after(() => server.stop());

  async function give(code: string): Promise<void> {
    const to = { person: OFFICER };
    const { id } = await server.services.roles.grantRole(SYSTEM, { clientId: 'micconnect', code, to });
    roles[code] = id;
  }

  const take = (code: string) => server.services.roles.revokeRole(SYSTEM, roles[code] ?? '');

  /** A machine's token for every scope of the API but one. */
  function tokenWithout(scope: string): Promise<string> {
    const others = EVERY_SCOPE.split(' ').filter((each) => each !== scope && each !== 'scim');
    return api.machineToken(others.join(' '));
  }

  it('refuses every operation without a token, with one for another API, scope or person', async () => {
    assert.ok(api.operations.length >= 10, `only ${api.operations.length} operations`);
    const elsewhere = await api.machineToken('scim', `${server.issuer}/scim/v2`);
    const ordinary = await api.personToken(ORDINARY, EVERY_SCOPE.replace(' scim', ''));
    const narrowed = new Map<string, string>();
    for (const { method, path, scope } of api.operations) {
      const name = `${method} ${path}`;
      const address = path.replace(/\{\w+\}/g, 'x');
      const narrow = narrowed.get(scope) ?? (await tokenWithout(scope));
      narrowed.set(scope, narrow);
      const attempt = async (token: string) => {
        const { status, json, headers } = await api.call(method, address, token);
        return [status, json.code, headers.get('www-authenticate')];
      };
      assert.deepEqual((await attempt('')).slice(0, 2), [401, 'token_required'], name);
      assert.deepEqual(
        await attempt(elsewhere),
        [401, 'token_invalid', 'Bearer error="invalid_token"'],
        name,
      );
      const challenge = `Bearer error="insufficient_scope", scope="${scope}"`;
      assert.deepEqual(await attempt(narrow), [403, 'scope_insufficient', challenge], name);
      // What is for oneself is open to everybody, and `mandates.test` and `review-reviewers.test` show that it is for oneself alone.
      const [status, code] = FOR_ONESELF[name] ?? [403, 'permission_denied'];
      assert.deepEqual(await attempt(ordinary), [status, code, null], name);
    }
  });

  it('lets people do what their roles at micconnect give at that very moment', async () => {
    const token = await api.personToken(OFFICER, 'directory:read directory:write');
    const tries = async () => [
      (await api.call('GET', '/people', token)).status,
      (await api.call('POST', '/people/014-00002/enable', token)).status,
    ];
    assert.deepEqual(await tries(), [403, 403]);
    await give('auditor');
    assert.deepEqual(await tries(), [200, 403]);
    await give('hr-officer');
    assert.deepEqual(await tries(), [200, 200]);
    await take('hr-officer');
    assert.deepEqual(await tries(), [200, 403]);
    await take('auditor');
    assert.deepEqual(await tries(), [403, 403]);
    await give('system-administrator');
    assert.deepEqual(await tries(), [200, 200]);
  });

  it('shows the owner of a relying system everybody’s name, and nobody’s record who is not at it', async () => {
    await take('system-administrator');
    await give('owner.api-client');
    const token = await api.personToken(OFFICER, 'directory:read');
    const { json } = await api.call('GET', '/people?limit=2', token);
    const fields = ['id', 'employee_no', 'name', 'family_name', 'middle_name', 'given_name', 'email'];
    assert.deepEqual(Object.keys(json.items[0]), fields);
    const units = (await api.call('GET', '/units', token)).json.items;
    assert.deepEqual(Object.keys(units[0]), ['code', 'name', 'parent_code']);
    const refused = await api.call('GET', `/people/${json.items[0].id}`, token);
    assert.deepEqual([refused.status, refused.json.code], [404, 'person_not_found']);
    await take('owner.api-client');
    await give('system-administrator');
  });

  it('lets a client do no more for a person than its token says', async () => {
    const token = await api.personToken(OFFICER, 'directory:read');
    assert.equal((await api.call('GET', '/people', token)).status, 200);
    const refused = await api.call('POST', '/people/014-00002/disable', token);
    assert.equal(refused.json.code, 'scope_insufficient');
  });

  it('holds a client to its registration of that very moment', async () => {
    const machine = await apiClient(server, 'machine');
    const own = await apiCaller(server, machine);
    const token = await own.machineToken('directory:read directory:write');
    assert.equal((await own.call('GET', '/people', token)).status, 200);
    const narrower = {
      client_id: 'machine',
      redirect_uris: ['https://machine.example/callback'],
      grant_types: ['client_credentials'],
      scope: 'directory:write',
    };
    await server.services.clients.update(narrower, SYSTEM);
    assert.equal((await own.call('GET', '/people', token)).json.code, 'scope_insufficient');
    assert.equal((await own.call('POST', '/people/014-00002/enable', token)).status, 200);
  });

  it('keeps the product and its roles, which a start makes for clients that were there before', async () => {
    await server.services.stores.roles.removeRole('micconnect', 'owner.machine');
    await registerProduct(server.services);
    await assert.rejects(server.services.clients.remove('micconnect', SYSTEM), { code: 'client_invalid' });
    const codes = (await server.services.stores.roles.listRoles('micconnect')).map(({ code }) => code);
    const owners = ['owner.api-client', 'owner.machine'];
    const others = ['auditor', 'help-desk', 'hr-officer', 'system-administrator', 'unit-administrator'];
    assert.deepEqual(codes, [...others, ...owners].sort());
  });
});
