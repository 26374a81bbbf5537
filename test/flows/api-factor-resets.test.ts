import { strict as assert } from 'node:assert';
import { registerProduct } from '../../src/product-client.ts';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { apiCaller, apiClient } from './api-caller.ts';

const SYSTEM = { kind: 'system' } as const;
const [HELP_DESK, ADMINISTRATOR, ORDINARY] = ['clerk@mic.example', 'head@mic.example', 'staff@mic.example'];
const GROUNDS = { checked: 'head-of-unit', reference: 'CV 118', reason: 'mất điện thoại' };

describe('flow: resets of second factors over the API', () => {
  let server: TestServer;
  let api: Awaited<ReturnType<typeof apiCaller>>;
  let desk: string;
  let administrator: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    await registerProduct(server.services);
    const give = (code: string, person: string) =>
      server.services.roles.grantRole(SYSTEM, { clientId: 'micconnect', code, to: { person } });
    await give('help-desk', HELP_DESK);
    await give('system-administrator', ADMINISTRATOR);
    api = await apiCaller(server, await apiClient(server));
    desk = await api.personToken(HELP_DESK, 'sessions:write');
    administrator = await api.personToken(ADMINISTRATOR, 'sessions:write');
  });
  after(() => server.stop());

  const post = (path: string, token: string, body: object = {}) =>
    api.call('POST', path, token, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const ask = (person: string, body: object = GROUNDS) => post(`/people/${person}/factor-resets`, desk, body);

  it('are done at once for an ordinary person, and end her session', async () => {
    const token = await api.personToken(ORDINARY, 'directory:read');
    const { status, json } = await ask(ORDINARY);
    const { state, checked, reference, reason } = json;
    assert.deepEqual([status, state, { checked, reference, reason }], [200, 'done', GROUNDS]);
    assert.equal((await api.call('GET', '/people', token)).json.code, 'token_invalid');
  });

  it('say which of the grounds is missing, and take none but those of the list', async () => {
    for (const name of Object.keys(GROUNDS)) {
      const { status, json } = await ask(ORDINARY, { ...GROUNDS, [name]: undefined });
      assert.deepEqual([status, json.errors[0].field], [400, name]);
    }
    assert.equal((await ask(ORDINARY, { ...GROUNDS, checked: 'voice' })).json.code, 'request_invalid');
    assert.equal((await ask(ORDINARY, { ...GROUNDS, reason: ' ' })).json.code, 'factor_reset_invalid');
  });

  it('wait for somebody else where the account is privileged', async () => {
    const { status, json } = await ask(ADMINISTRATOR);
    assert.deepEqual([status, json.state, json.decided_by], [202, 'waiting', null]);
    const { items } = (await api.call('GET', '/factor-resets', desk)).json;
    assert.deepEqual(items, [json]);
    const decide = async (verb: string, token: string) =>
      (await post(`/factor-resets/${json.id}/${verb}`, token)).json.code;
    assert.equal(await decide('approve', desk), 'approval_self');
    assert.equal(await decide('approve', administrator), 'factor_reset_of_self');
    assert.equal((await ask(ADMINISTRATOR)).json.code, 'factor_reset_waits');
    const { state } = (await post(`/factor-resets/${json.id}/reject`, desk)).json;
    assert.equal(state, 'rejected');
    assert.equal(await decide('reject', desk), 'factor_reset_not_waiting');
  });

  it('are done once somebody else approved', async () => {
    const to = { person: 'newcomer@mic.example' };
    await server.services.roles.grantRole(SYSTEM, { clientId: 'micconnect', code: 'auditor', to });
    const { id } = (await ask(to.person)).json;
    const { status, json } = await post(`/factor-resets/${id}/approve`, administrator);
    assert.deepEqual([status, json.state], [200, 'done']);
    assert.match(json.decided_by, /^person:/);
  });

  it('have every operation tried', () => {
    assert.deepEqual(
      api.untried((path) => path.includes('factor-resets')),
      [],
    );
  });
});
