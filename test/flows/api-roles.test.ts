import { strict as assert } from 'node:assert';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { apiCaller, apiClient } from './api-caller.ts';

const SYSTEM = { kind: 'system' } as const;
const OFFICER = 'head@mic.example';
const STAFF = '014-00001';
/** In no unit of the role `author`. */
const OUTSIDER = '014-00002';

describe('flow: roles over the API', () => {
  let server: TestServer;
  let api: Awaited<ReturnType<typeof apiCaller>>;
  let machine: string;
  let officer: string;
  let client: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    const to = { person: OFFICER };
    const asked = { clientId: 'micconnect', code: 'system-administrator', to };
    await server.services.roles.grantRole(SYSTEM, asked);
    client = (await seedClient(server, { client_id: 'documents-test' })).id;
    api = await apiCaller(server, await apiClient(server));
    machine = await api.machineToken('roles:read roles:write');
    officer = await api.personToken(OFFICER, 'roles:read roles:write');
  });
  after(() => server.stop());

  const get = (path: string) => api.call('GET', path, machine);
  const post = (path: string, token: string, body: object = {}) =>
    api.call('POST', path, token, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('lists roles, of one client too', async () => {
    const { json } = await get(`/roles?client=${client}`);
    assert.deepEqual(
      json.items.map(({ role }: { role: string }) => role),
      [`${client}:author`, `${client}:reader`],
    );
    assert.equal((await get('/roles?limit=1')).json.items.length, 1);
  });

  it('tells who holds a role, page by page', async () => {
    const whole = (await get(`/roles/${client}:reader/holders`)).json;
    assert.ok(whole.items.length > 1);
    assert.deepEqual(whole.items[0].kinds, ['unit']);
    const first = (await get(`/roles/${client}:reader/holders?limit=1`)).json;
    const second = (await get(`/roles/${client}:reader/holders?limit=200&cursor=${first.next_cursor}`)).json;
    assert.deepEqual([...first.items, ...second.items], whole.items);
    for (const role of [`${client}:x`, client, 'x:y:z'])
      assert.equal((await get(`/roles/${role}/holders`)).json.code, 'role_not_found');
  });

  it('explains a person’s roles, held and not, with the claims of the next token', async () => {
    const { id } = (await post('/role-grants', officer, { role: `${client}:author`, unit: 'G14' })).json;
    const about = `/people/${STAFF}/roles?client=${client}`;
    const { json } = await get(about);
    const held = json.roles.map(({ code }: { code: string }) => code);
    assert.deepEqual(json.token.claims.roles, held);
    assert.equal(json.token.bytes, JSON.stringify(json.token.claims).length);
    assert.deepEqual(
      (await get(`${about}&role=reader`)).json.roles.map((each: { code: string }) => each.code),
      ['reader'],
    );
    const past = (await get(`${about}&at=2001-01-01&role=author`)).json;
    const path = json.roles[0].paths[0];
    assert.equal(path.kind, 'unit');
    assert.deepEqual(
      past.roles,
      json.roles.filter(({ code }: { code: string }) => code === 'author'),
    );
    assert.equal((await get(`/people/${STAFF}/roles`)).json.errors[0].code, 'required');
    assert.equal((await get(`${about}&role=x`)).json.code, 'role_not_found');
    await post(`/role-grants/${id}/revoke`, officer);
    await server.services.roles.revokeRole(SYSTEM, path.role_grant);
    const { not_held } = (await get(`${about}&role=${json.roles[0].code}`)).json;
    const kinds = not_held.grants.flatMap(({ obstacles }: { obstacles: { kind: string }[] }) =>
      obstacles.map(({ kind }) => kind),
    );
    assert.ok(kinds.includes('revoked'));
  });

  it('explains what a position gives in another unit', async () => {
    const asked = { role: `${client}:author`, position: 'van-thu', unit: 'G14.05' };
    const { id } = (await post('/role-grants', officer, asked)).json;
    const { not_held } = (await get(`/people/${OUTSIDER}/roles?client=${client}&role=author`)).json;
    const { obstacles } = not_held.grants.find((each: { role_grant: string }) => each.role_grant === id);
    assert.deepEqual(obstacles, [{ kind: 'other_unit' }]);
    await post(`/role-grants/${id}/revoke`, officer);
  });

  it('gives and revokes a role, after telling what that would do', async () => {
    const asked = { role: `${client}:reader`, person: STAFF, decision: '12/QĐ', until: '2099-12-31' };
    const dry = (await post('/role-grants?dry_run=true', machine, { ...asked, person: OUTSIDER })).json;
    assert.deepEqual([dry.id, dry.effects.gained.count, dry.effects.lost.count], [null, 0, 0]);
    const author = { role: `${client}:author`, person: OUTSIDER };
    const gained = (await post('/role-grants?dry_run=true', machine, author)).json.effects.gained;
    assert.deepEqual([gained.count, gained.people[0].employee_no], [1, OUTSIDER]);
    assert.deepEqual((await get(`/role-grants?person=${OUTSIDER}`)).json.items, []);
    const listed = `/role-grants?role=${client}:reader&person=${STAFF}`;
    assert.deepEqual((await get(listed)).json.items, []);
    const { id } = (await post('/role-grants', machine, asked)).json;
    const [item] = (await get(listed)).json.items;
    assert.deepEqual(
      [item.id, item.role, item.decision, item.granted_by, item.revoked_at],
      [id, asked.role, '12/QĐ', 'client:api-client', null],
    );
    const effects = (await post(`/role-grants/${id}/revoke?dry_run=true`, machine)).json.effects;
    assert.equal(effects.role, asked.role);
    assert.equal((await get(listed)).json.items[0].revoked_at, null);
    assert.deepEqual((await post(`/role-grants/${id}/revoke`, machine)).json, { id, effects: null });
    assert.equal((await get(listed)).json.items[0].revoked_by, 'client:api-client');
    const again = await post(`/role-grants/${id}/revoke`, machine);
    assert.deepEqual([again.status, again.json.code], [404, 'role_grant_not_found']);
  });

  it('gives a composite by staff category, and tells what comes with it', async () => {
    const office = { clientId: client, code: 'office' };
    const name = `${client}:office`;
    const author = { clientId: client, code: 'author' };
    await server.services.roles.createRole(SYSTEM, { ...office, name: 'Văn phòng', extent: 'own-unit' });
    await server.services.roles.includeRoles(SYSTEM, { role: office, parts: [author] });
    const asked = { role: name, category: 'công chức', unit: 'G14' };
    const { effects } = (await post('/role-grants?dry_run=true', machine, asked)).json;
    const inside = effects.parts.map((each: { role: string; gained: { people: object[] } }) => [
      each.role,
      each.gained.people,
    ]);
    assert.deepEqual(inside, [[`${client}:author`, effects.gained.people]]);
    assert.equal(effects.gained.people[0].employee_no, OUTSIDER);
    const { id } = (await post('/role-grants', machine, asked)).json;
    assert.equal((await get(`/role-grants?role=${name}`)).json.items[0].category, 'cong_chuc');
    const { roles } = (await get(`/people/${OUTSIDER}/roles?client=${client}&role=author`)).json;
    const [{ role_grant, category, composites }] = roles[0].paths;
    assert.deepEqual([role_grant, category, composites], [id, 'cong_chuc', [name]]);
    const holders = (await get(`/roles/${client}:author/holders?limit=200`)).json.items;
    assert.ok(holders.some((each: { employee_no: string }) => each.employee_no === OUTSIDER));
    const mine = await post('/role-grants', officer, { role: name, category: 'công chức' });
    assert.equal(mine.json.code, 'role_grant_to_self');
    assert.equal((await post(`/role-grants/${id}/revoke`, machine)).status, 200);
  });

  it('lists role grants the newest first, page by page', async () => {
    const whole = (await get('/role-grants?limit=200')).json;
    const times = whole.items.map(({ created_at }: { created_at: string }) => created_at);
    assert.deepEqual(times, [...times].sort().reverse());
    const items = [];
    for (let cursor = ''; ; ) {
      const page = (await get(`/role-grants?limit=2${cursor}`)).json;
      items.push(...page.items);
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    assert.deepEqual(items, whole.items);
    assert.ok(
      (await get('/role-grants?unit=G14')).json.items.every(({ unit }: { unit: string }) => unit === 'G14'),
    );
    assert.equal((await get('/role-grants?position=x')).json.code, 'position_not_found');
  });

  it('lets nobody give herself a role, and no program a role of the product', async () => {
    const direct = await post('/role-grants', officer, { role: `${client}:author`, person: OFFICER });
    const byUnit = await post('/role-grants', officer, {
      role: `${client}:author`,
      unit: 'G14',
      subtree: true,
    });
    for (const { status, json } of [direct, byUnit])
      assert.deepEqual([status, json.code], [403, 'role_grant_to_self']);
    const product = { role: 'micconnect:auditor', person: STAFF };
    assert.equal((await post('/role-grants', machine, product)).json.code, 'permission_denied');
    const auditor = { clientId: 'micconnect', code: 'auditor', to: { person: STAFF } };
    const { id } = await server.services.roles.grantRole(SYSTEM, auditor);
    assert.equal((await post(`/role-grants/${id}/revoke`, machine)).json.code, 'permission_denied');
    assert.equal((await post(`/role-grants/${id}/revoke`, officer)).status, 200);
  });

  it('has been tried whole', () => {
    assert.deepEqual(
      api.untried(
        (path) => /role(?!-plans)/.test(path) && !/^.roles$|clude$|waiting|approve|reject|plans$/.test(path),
      ),
      [],
    );
  });
});
