import { strict as assert } from 'node:assert';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { apiCaller, apiClient } from './api-caller.ts';

const SYSTEM = { kind: 'system' } as const;
const FIRST = 'head@mic.example';
const SECOND = 'clerk@mic.example';
const STAFF = '014-00001';
const MINE = /^.roles$|clude$|^.role-grants.*(waiting|approve|reject)|separations/;
/** In a month, as an exception may last a year. */
const SOON = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

describe('flow: roles changed over the API', () => {
  let server: TestServer;
  let api: Awaited<ReturnType<typeof apiCaller>>;
  let first: string;
  let second: string;
  let client: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    for (const person of [FIRST, SECOND]) {
      const asked = { clientId: 'micconnect', code: 'system-administrator', to: { person } };
      await server.services.roles.grantRole(SYSTEM, asked);
    }
    client = (await seedClient(server, { client_id: 'documents-test' })).id;
    api = await apiCaller(server, await apiClient(server));
    first = await api.personToken(FIRST, 'roles:read roles:write');
    second = await api.personToken(SECOND, 'roles:read roles:write');
  });
  after(() => server.stop());

  const get = (path: string) => api.call('GET', path, first);
  const post = (path: string, token: string, body: object = {}) =>
    api.call('POST', path, token, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('makes and composes roles', async () => {
    const signer = { client, code: 'signer', name: 'Người ký', privileged: true, extent: 'own-unit' };
    const { status, json } = await post('/roles', first, signer);
    assert.deepEqual([status, json.role, json.privileged], [200, `${client}:signer`, true]);
    assert.equal((await post('/roles', first, signer)).json.code, 'role_exists');
    const missing = await post('/roles', first, { client });
    assert.deepEqual([missing.status, missing.json.errors[0].field], [400, 'code']);
    await post('/roles', first, { client, code: 'office', name: 'Văn phòng', extent: 'own-unit' });
    const parts = [`${client}:author`];
    const included = await post(`/roles/${client}:office/include`, first, { parts });
    assert.deepEqual(included.json, { role: `${client}:office`, includes: parts });
    const wrong = await post(`/roles/${client}:office/include`, first, { parts: 'author' });
    assert.deepEqual(wrong.json.errors[0].code, 'texts');
    const privileged = await post(`/roles/${client}:office/include`, first, { parts: [`${client}:signer`] });
    assert.deepEqual([privileged.status, privileged.json.code], [403, 'second_person_needed']);
    const excluded = await post(`/roles/${client}:office/exclude`, first, { parts });
    assert.deepEqual(excluded.json.includes, []);
  });

  it('lets a privileged role wait until somebody else approves', async () => {
    const asked = { role: `${client}:signer`, person: STAFF, decision: '7/QĐ' };
    const held = async () =>
      (await get(`/people/${STAFF}/roles?client=${client}&role=signer`)).json.roles.length;
    const dry = await post('/role-grants?dry_run=true', first, asked);
    assert.deepEqual([dry.status, dry.json.effects.gained.count], [200, 1]);
    const { status, json } = await post('/role-grants', first, asked);
    assert.deepEqual([status, json.state, json.role_grant.role], [202, 'waiting', asked.role]);
    const waiting = (await get('/role-grants/waiting')).json.items;
    assert.deepEqual(waiting, [json]);
    assert.equal(await held(), 0);
    assert.deepEqual((await get(`/role-grants?role=${asked.role}`)).json.items, []);
    const alone = await post(`/role-grants/${json.id}/approve`, first);
    assert.deepEqual([alone.status, alone.json.code], [403, 'approval_self']);
    const approved = (await post(`/role-grants/${json.id}/approve`, second)).json;
    assert.equal(approved.state, 'approved');
    assert.equal(await held(), 1);
    const [item] = (await get(`/role-grants?role=${asked.role}`)).json.items;
    assert.deepEqual([item.id, item.granted_by, item.decision], [json.id, json.submitted_by, '7/QĐ']);
    const again = await post(`/role-grants/${json.id}/reject`, second);
    assert.deepEqual([again.status, again.json.code], [409, 'role_grant_not_waiting']);
    assert.equal((await post('/role-grants/x/approve', second)).json.code, 'role_grant_not_found');
  });

  it('ends what waits, by who asked for it too', async () => {
    const asked = { role: 'micconnect:auditor', person: STAFF };
    for (const token of [first, second]) {
      const { id } = (await post('/role-grants', first, asked)).json;
      assert.equal((await post(`/role-grants/${id}/reject`, token)).json.state, 'rejected');
    }
    assert.deepEqual((await get('/role-grants/waiting')).json.items, []);
  });

  it('keeps roles apart', async () => {
    const roles = [`${client}:author`, `${client}:reader`];
    const { id, violations } = (await post('/separations', first, { roles, name: 'Đọc và viết' })).json;
    assert.ok(violations.length > 0);
    const except = (token: string, person: string) =>
      post(`/separations/${id}/exceptions`, token, { person, decision: '8/QĐ', until: SOON });
    assert.equal((await except(first, FIRST)).json.code, 'role_grant_to_self');
    assert.equal((await except(first, STAFF)).json.decision, '8/QĐ');
    const [listed] = (await get('/separations')).json.items;
    assert.deepEqual([listed.roles, listed.exceptions.length], [roles, 1]);
    assert.equal((await post(`/separations/${id}/end`, first)).status, 200);
    assert.equal((await post(`/separations/${id}/end`, first)).json.code, 'separation_not_found');
  });

  it('has been tried whole', () => {
    assert.deepEqual(
      api.untried((path) => MINE.test(path)).filter((name) => name !== 'GET /roles'),
      [],
    );
  });
});
