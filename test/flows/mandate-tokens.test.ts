import { strict as assert } from 'node:assert';
import { decodeJwt } from 'jose';
import * as oidc from 'openid-client';
import type { MandateRequest } from '../../src/domain/roles/mandate-input.ts';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { apiCaller, apiClient } from './api-caller.ts';
import { browser, prepare, type RelyingParty, relyingParty, travel } from './relying-party.ts';

const OFFICER = { kind: 'operator', name: 'an' } as const;
const API = 'urn:micconnect:client:documents';
const [HEAD, DEPUTY] = ['head@mic.example', 'clerk@mic.example'];

describe('flow: tokens of a deputy', () => {
  let server: TestServer;
  let documents: RelyingParty;
  let portal: RelyingParty;
  const ids: Record<string, string> = {};
  let act: object;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    documents = await relyingParty(server, { client_id: 'documents' });
    portal = await relyingParty(server, { client_id: 'portal' });
    for (const { id, email } of await server.services.staff.list()) ids[email ?? ''] = id;
    const mandates = [{ sub: ids[HEAD], name: 'Trần Quốc Hưng', roles: ['author'] }];
    act = { sub: ids[DEPUTY], name: 'Nguyễn Văn An', mandates };
  });
  afterEach(() => server.services.database.source.query('delete from mandate'));
  after(() => server.stop());

  async function signInAs(client: RelyingParty, email: string, extra: Record<string, string> = {}) {
    const { url, checks } = await prepare(client, extra);
    const answer = await travel(browser(), url, email);
    return oidc.authorizationCodeGrant(client.config, answer, checks, extra);
  }

  function give(request: Partial<MandateRequest> = {}) {
    const roles = [{ clientId: 'documents', code: 'author' }];
    const until = new Date(server.services.clock.now().getTime() + 86_400_000).toISOString();
    const asked = { from: HEAD, to: DEPUTY, roles, until, decision: '7/GUQ', ...request };
    return server.services.mandates.give(OFFICER, asked);
  }

  /** What every kind of token of the deputy says of her roles at this moment; all of them say the same. */
  async function rolesNow({ access_token, refresh_token }: Awaited<ReturnType<typeof signInAs>>) {
    const claimsOf = ({ sub, roles, role_units, act: claim }: Record<string, unknown>) => {
      assert.ok(sub === undefined || sub === ids[DEPUTY], 'the deputy is nobody but herself');
      return { roles, role_units, ...(claim !== undefined && { act: withoutEnd(claim) }) };
    };
    const said = claimsOf(await oidc.fetchUserInfo(documents.config, access_token, oidc.skipSubjectCheck));
    assert.deepEqual(claimsOf(await oidc.tokenIntrospection(documents.config, access_token)), said);
    const refreshed = await oidc.refreshTokenGrant(documents.config, refresh_token ?? '');
    assert.deepEqual(claimsOf({ ...refreshed.claims() }), said);
    const jwt = await signInAs(documents, DEPUTY, { resource: API });
    assert.deepEqual(claimsOf(decodeJwt(jwt.access_token)), said);
    return { said, tokens: refreshed };
  }

  /** The claim without the ends of its mandates, which are in the future. */
  function withoutEnd(claim: unknown): object {
    const { mandates, ...actor } = claim as { mandates: { until: number }[] };
    const now = server.services.clock.now().getTime() / 1000;
    return { ...actor, mandates: mandates.map(({ until, ...rest }) => (until > now ? rest : { until })) };
  }

  const ALONE = { roles: ['reader'], role_units: { reader: ['G14'] } };
  const acting = () => ({
    roles: ['author', 'reader'],
    role_units: { author: ['G14.05'], reader: ['G14'] },
    act,
  });

  it('carry the mandated roles with both names while the mandate counts, at that client alone', async () => {
    let tokens = await signInAs(documents, DEPUTY);
    assert.deepEqual(tokens.claims()?.roles, ['reader']);
    assert.equal(tokens.claims()?.act, undefined);
    const { id } = await give();
    const during = await rolesNow(tokens);
    assert.deepEqual(during.said, acting());
    tokens = during.tokens;
    const elsewhere = (await signInAs(portal, DEPUTY)).claims();
    assert.deepEqual([elsewhere?.roles, elsewhere?.act], [['reader'], undefined]);
    assert.equal((await signInAs(documents, HEAD)).claims()?.act, undefined);
    await server.services.mandates.end(OFFICER, id);
    assert.deepEqual((await rolesNow(tokens)).said, ALONE);
  });

  it('lose them by themselves when it is over', async () => {
    const tokens = await signInAs(documents, DEPUTY);
    await give();
    const during = await rolesNow(tokens);
    assert.deepEqual(during.said, acting());
    await server.services.database.source.query(`update mandate set valid_until = now()`);
    assert.deepEqual((await rolesNow(during.tokens)).said, ALONE);
  });

  it('lose them at once when the mandator loses the role, or the account', async () => {
    const { roles, staff } = server.services;
    await give();
    const first = await rolesNow(await signInAs(documents, DEPUTY));
    assert.deepEqual(first.said, acting());
    await staff.disable(HEAD, OFFICER);
    const disabled = await rolesNow(first.tokens);
    assert.deepEqual(disabled.said, ALONE);
    await staff.enable(HEAD, OFFICER);
    const enabled = await rolesNow(disabled.tokens);
    assert.deepEqual(enabled.said, acting());
    const [author] = await roles
      .explain(HEAD, 'documents', server.services.clock.now())
      .then((each) => each.roles);
    await roles.revokeRole(OFFICER, author?.paths[0]?.roleGrantId ?? '');
    assert.deepEqual((await rolesNow(enabled.tokens)).said, ALONE);
    const unit = { unit: 'G14.05', subtree: true };
    await roles.grantRole(OFFICER, { clientId: 'documents', code: 'author', to: unit });
  });

  it('forget in introspection what the token was issued under', async () => {
    const { id } = await give();
    const { access_token } = await signInAs(documents, DEPUTY, { resource: API });
    assert.ok(decodeJwt(access_token).act !== undefined);
    await server.services.mandates.end(OFFICER, id);
    const { active, roles, act: claim } = await oidc.tokenIntrospection(documents.config, access_token);
    assert.deepEqual([active, roles, claim], [true, ['reader'], undefined]);
  });

  it('give a disabled deputy nothing', async () => {
    const { access_token } = await signInAs(documents, DEPUTY);
    await give();
    await server.services.staff.disable(DEPUTY, OFFICER);
    assert.equal((await oidc.tokenIntrospection(documents.config, access_token)).active, false);
    const now = server.services.clock.now();
    assert.deepEqual((await server.services.roles.explain(DEPUTY, 'documents', now)).roles, []);
    await server.services.staff.enable(DEPUTY, OFFICER);
  });

  it('come by mandates that people give over the API for themselves, and for nobody else', async () => {
    const api = await apiCaller(server, await apiClient(server));
    const scope = 'roles:read roles:write';
    const [head, deputy] = [await api.personToken(HEAD, scope), await api.personToken(DEPUTY, scope)];
    const post = async (path: string, token: string, body: object = {}) => {
      const headers = { 'content-type': 'application/json' };
      const { status, json } = await api.call('POST', path, token, { headers, body: JSON.stringify(body) });
      return [status, json.code ?? json.id];
    };
    const list = async (token: string, query = '') =>
      (await api.call('GET', `/mandates${query}`, token)).json;
    const until = new Date(server.services.clock.now().getTime() + 86_400_000).toISOString();
    const asked = { deputy: DEPUTY, roles: ['documents:author'], until, decision: '7/GUQ' };
    const [status, id] = await post('/mandates', head, asked);
    assert.equal(status, 200);
    const { said } = await rolesNow(await signInAs(documents, DEPUTY));
    assert.deepEqual(said, acting());
    const mine = await list(deputy);
    assert.deepEqual(
      mine.items.map((each: Record<string, unknown>) => [each.id, each.roles, each.entered_by]),
      [[id, ['documents:author'], `person:${ids[HEAD]}`]],
    );
    assert.deepEqual(mine, await list(head));
    const stranger = await api.personToken('staff@mic.example', scope);
    assert.deepEqual((await list(stranger)).items, []);
    assert.equal((await list(stranger, `?person=${HEAD}`)).code, 'permission_denied');
    const machine = await api.machineToken(scope);
    assert.equal((await list(machine, `?person=${HEAD}`)).items.length, 1);
    for (const token of [stranger, deputy, machine])
      assert.deepEqual(await post('/mandates', token, { ...asked, mandator: HEAD }), [
        403,
        'permission_denied',
      ]);
    assert.deepEqual(await post('/mandates', machine, asked), [403, 'permission_denied']);
    assert.deepEqual(await post('/mandates', deputy, { ...asked, deputy: HEAD }), [400, 'mandate_invalid']);
    for (const name of ['deputy', 'roles', 'until', 'decision'])
      assert.deepEqual(await post('/mandates', head, { ...asked, [name]: undefined }), [
        400,
        'request_invalid',
      ]);
    for (const token of [stranger, deputy, machine])
      assert.deepEqual(await post(`/mandates/${id}/end`, token), [404, 'mandate_not_found']);
    assert.deepEqual(await post(`/mandates/${id}/end`, head), [200, id]);
    const explained = (await api.call('GET', `/people/${ids[DEPUTY]}/roles?client=documents`, machine)).json;
    const missed = explained.not_held.grants.map((each: Record<string, unknown>) => [
      each.mandate,
      each.role_grant,
    ]);
    assert.ok(
      missed.some(([mandate]: string[]) => mandate === id),
      JSON.stringify(missed),
    );
    const { id: other } = await give();
    const { roles, token } = (await api.call('GET', `/people/${ids[DEPUTY]}/roles?client=documents`, machine))
      .json;
    const [path] = roles[0].paths;
    assert.deepEqual(
      [path.kind, path.mandate.id, path.mandate.mandator, path.mandate.kind],
      ['mandate', other, ids[HEAD], 'unit'],
    );
    assert.deepEqual([path.unit_code, withoutEnd(token.claims.act)], ['G14.05', act]);
    assert.deepEqual(
      api.untried((name) => name.startsWith('/mandates')),
      [],
    );
  });
});
