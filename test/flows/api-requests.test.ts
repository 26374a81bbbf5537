import { strict as assert } from 'node:assert';
import { registerProduct } from '../../src/product-client.ts';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { apiCaller, apiClient } from './api-caller.ts';

const SYSTEM = { kind: 'system' } as const;
const STAFF = 'staff@mic.example';

describe('flow: requests for roles over the API', () => {
  let server: TestServer;
  let api: Awaited<ReturnType<typeof apiCaller>>;
  let head: string;
  let machine: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    await registerProduct(server.services);
    const launcher = { title: 'Văn bản', icon: 'documents', url: 'https://documents.example/' };
    await seedClient(server, { client_id: 'documents', launcher });
    await server.services.roles.createRole(SYSTEM, {
      clientId: 'documents',
      code: 'editor',
      name: 'Biên tập',
    });
    const to = { person: 'head@mic.example' };
    const administrator = { clientId: 'micconnect', code: 'system-administrator' };
    await server.services.roles.grantRole(SYSTEM, { ...administrator, to });
    api = await apiCaller(server, await apiClient(server));
    head = await api.personToken('head@mic.example', 'roles:read roles:write');
    machine = await api.machineToken('roles:read roles:write');
  });
  beforeEach(() => server.services.database.source.query('delete from role_request'));
  after(() => server.stop());

  async function ask(): Promise<string> {
    const personId = (await server.services.staff.show(STAFF)).person.id;
    const asked = { clientId: 'documents', code: 'editor', reason: 'Biên tập bản tin' };
    return (await server.services.roleRequests.submit(personId, asked)).id;
  }
  const post = (path: string, token: string, body: object = {}) =>
    api.call('POST', path, token, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('are listed for whoever decides, and for no program', async () => {
    const id = await ask();
    const { items } = (await api.call('GET', '/requests', head)).json;
    assert.deepEqual(
      items.map(({ id: each, role, reason }: Record<string, string>) => [each, role, reason]),
      [[id, 'documents:editor', 'Biên tập bản tin']],
    );
    assert.deepEqual((await api.call('GET', '/requests', machine)).json.items, []);
    assert.equal((await post(`/requests/${id}/approve`, machine)).json.code, 'permission_denied');
  });

  it('are rejected with a reason, once', async () => {
    const id = await ask();
    assert.equal((await post(`/requests/${id}/reject`, head)).json.code, 'role_request_invalid');
    const { json } = await post(`/requests/${id}/reject`, head, { reason: 'Chưa cần' });
    assert.deepEqual([json.state, json.step, json.role_grant], ['rejected', null, null]);
    assert.equal((await post(`/requests/${id}/approve`, head)).json.code, 'role_request_decided');
    assert.equal((await post('/requests/x/approve', head)).json.code, 'role_request_not_found');
  });

  it('give the role with the last approval', async () => {
    const id = await ask();
    const { json } = await post(`/requests/${id}/approve`, head, { note: 'Đồng ý' });
    assert.equal(json.state, 'approved');
    const { roles } = await server.services.roles.explain(STAFF, 'documents', new Date());
    assert.ok(roles.some(({ paths }) => paths[0]?.roleGrantId === json.role_grant));
  });

  it('have every operation tried', () => {
    assert.deepEqual(
      api.untried((path) => path.startsWith('/requests')),
      [],
    );
  });
});
