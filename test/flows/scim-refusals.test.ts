import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { browser, prepare, type RelyingParty, relyingParty, travel } from './relying-party.ts';
import { assertRefused, GROUP, PATCH_OP, type ScimCaller, scimCaller, USER } from './scim-caller.ts';

const OFFICER = { kind: 'operator', name: 'an' } as const;

describe('flow: what SCIM refuses', () => {
  let server: TestServer;
  let client: ScimCaller;
  let party: RelyingParty;
  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    client = await scimCaller(server, 'scim-client');
    party = await relyingParty(server, {
      client_id: 'documents',
      scope: 'openid profile email scim directory:read directory:write',
    });
  });
  after(() => server.stop());

  it('every method with no token, a wrong one, one for another API, one without the scope, or a person’s', async () => {
    const [{ id }] = await client.find('/Users', 'userName eq "staff@mic.example"');
    const resource = client.base;
    const machine = async (parameters: Record<string, string>) =>
      (await oidc.clientCredentialsGrant(party.config, parameters)).access_token;
    const { url, checks } = await prepare(party, { resource, scope: 'openid scim' });
    const code = await travel(browser(), url, 'staff@mic.example');
    const tokens = await oidc.authorizationCodeGrant(party.config, code, checks, { resource });
    const tokensRefused: [string | undefined, number][] = [
      [undefined, 401],
      ['', 401],
      ['x', 401],
      [`${client.token}x`, 401],
      [
        client.token.replace(/^[^.]+/, Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')),
        401,
      ],
      [tokens.id_token, 401],
      [await machine({ scope: 'directory:write', resource: `${server.issuer}/api/v1` }), 401],
      [await machine({ resource: 'urn:micconnect:client:documents' }), 401],
      [await machine({}), 401],
      [tokens.access_token, 403],
    ];
    const requests: [string, string, object?][] = [
      ['GET', '/Users'],
      ['GET', `/Users/${id}`],
      ['POST', '/Users', { schemas: [USER], userName: 'x@mic.example', displayName: 'X' }],
      ['POST', '/Users/.search', {}],
      ['PUT', `/Users/${id}`, { schemas: [USER], userName: 'x@mic.example' }],
      [
        'PATCH',
        `/Users/${id}`,
        { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: 'active', value: false }] },
      ],
      ['DELETE', `/Users/${id}`],
      ['GET', '/Groups'],
      ['POST', '/Groups', { schemas: [GROUP], displayName: 'X' }],
      ['POST', '/Bulk', { Operations: [] }],
      ['GET', '/ServiceProviderConfig'],
      ['GET', '/Schemas'],
      ['GET', '/nowhere'],
    ];
    for (const [token, status] of tokensRefused) {
      for (const [method, path, body] of requests) {
        const authorization: Record<string, string> = {
          authorization: token === undefined ? '' : `Bearer ${token}`,
        };
        const answer = await client.call(method, path, body, authorization);
        assert.equal(answer.status, status, `${method} ${path} ${token}`);
        if (answer.status === 401) assert.match(answer.headers.get('www-authenticate') ?? '', /Bearer/);
      }
    }
    assert.equal(
      (await client.get(`/Users/${id}?access_token=${client.token}`, { authorization: '' })).status,
      401,
    );
    assert.equal((await client.get(`/Users/${id}`)).json.active, true);
  });

  it('a client at once when it is removed, or loses the scope', async () => {
    for (const lose of [
      () => server.services.clients.remove('doomed', OFFICER),
      () =>
        server.services.clients.update(
          {
            client_id: 'doomed',
            grant_types: ['client_credentials'],
            redirect_uris: [],
            response_types: [],
            scope: 'openid',
          },
          OFFICER,
        ),
    ]) {
      const doomed = await scimCaller(server, 'doomed');
      assert.equal((await doomed.get('/Users?count=1')).status, 200);
      await lose();
      assert.notEqual((await doomed.get('/Users?count=1')).status, 200);
      if ((await server.services.stores.clients.find('doomed')) !== undefined)
        await server.services.clients.remove('doomed', OFFICER);
    }
  });

  it('filters that are no filter, or too much of one, within a moment', async () => {
    const search = (filter: unknown) =>
      client.call('POST', '/Users/.search', {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
        filter,
      });
    const started = performance.now();
    for (const filter of [
      `${'('.repeat(10_000)}title pr${')'.repeat(10_000)}`,
      `${'not ('.repeat(10_000)}title pr${')'.repeat(10_000)}`,
      `title eq "${'x'.repeat(100_000)}"`,
      Array.from({ length: 5000 }, () => 'title pr').join(' or '),
      'userName eq "a" or 1=1',
      'password pr',
      'citizenId eq "000200000001"',
      'id; drop table person',
      '__proto__ pr',
      'constructor.name eq "x"',
      'active gt true',
      'active eq "true"',
      'userName eq 5',
      'userName eq "a\\u0000"',
      'userName eq "\\ud800"',
      'groups.type eq "direct"',
      'emails[groups pr]',
      { $ne: null },
      ['title pr'],
      5,
    ])
      assertRefused(await search(filter), 400, 'invalidFilter');
    assert.ok(performance.now() - started < 10_000);
    for (const value of [`' or ''='`, `\\"; drop table person; --`, '%', '\\\\', '$1'])
      assert.deepEqual(await client.find('/Users', `userName eq "${value}"`), []);
    assert.equal((await client.get('/Users?count=0')).json.totalResults, 5);
  });

  it('bodies that are not what they should be', async () => {
    const [{ id }] = await client.find('/Users', 'userName eq "staff@mic.example"');
    const send = (body: string, type = 'application/scim+json') =>
      client.send('PATCH', `/Users/${id}`, { body, headers: { 'content-type': type } });
    for (const body of ['', '{', 'null', '[]', '"x"', '{"schemas": []}', '[['.repeat(100_000)])
      assertRefused(await send(body), 400, 'invalidSyntax');
    assertRefused(await send('<xml/>', 'text/xml'), 415);
    assertRefused(await send(`{"x": "${'x'.repeat(1024 * 1024)}"}`), 413);
    for (const path of ['id', 'meta.location', 'roles', 'password', 'groups', 'schemas']) {
      for (const op of ['add', 'replace', 'remove'])
        assertRefused(await client.patch(`/Users/${id}`, { op, path, value: 'x' }), 400, 'mutability');
    }
    const polluting = `{"schemas": ["${PATCH_OP}"], "Operations": [
      {"op": "replace", "value": {"__proto__": {"polluted": true}, "title": "x"}}]}`;
    assertRefused(await send(polluting), 400, 'invalidPath');
    assertRefused(
      await client.patch(`/Users/${id}`, { op: 'replace', path: 'constructor.prototype.polluted', value: 1 }),
      400,
      'invalidPath',
    );
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
    const wrong: object[] = [
      { userName: { $gt: '' } },
      { displayName: '=cmd|x' },
      { displayName: 'A\u202Eb' },
      { userName: 'no e-mail@x' },
      { title: ['x'] },
      { phoneNumbers: [{ value: '+84 24 3943 0000', type: 'work' }] },
      { 'urn:micconnect:scim:schemas:extension:staff:2.0:User': { status: 'boss' } },
      { 'urn:micconnect:scim:schemas:extension:staff:2.0:User': { unitCode: 'G99' } },
      { 'urn:micconnect:scim:schemas:extension:staff:2.0:User': { unitCode: null } },
    ];
    for (const value of wrong)
      assertRefused(await client.patch(`/Users/${id}`, { op: 'replace', value }), 400, 'invalidValue');
    assert.equal(
      (await server.services.staffPlans.list()).length,
      1,
      'nothing but the import was ever applied',
    );
  });

  it('addresses and methods that are not there', async () => {
    for (const [method, path, status] of [
      ['GET', '', 404],
      ['GET', '/users', 404],
      ['GET', '/Users/x', 404],
      ['GET', `/Users/${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`, 404],
      ['GET', '/Users/../Groups/x', 404],
      ['GET', '/Users/x/y', 404],
      ['GET', '/Users/%00', 404],
      ['GET', '/constructor', 404],
      ['GET', '/Me', 501],
      ['PUT', '/Users', 405],
      ['DELETE', '/Users', 405],
      ['GET', '/Users/.search', 405],
      ['GET', '/Bulk', 405],
      ['POST', '/Schemas', 405],
    ] as const) {
      const answer = await client.call(method, path, method === 'PUT' || method === 'POST' ? {} : undefined);
      assertRefused(answer, status);
    }
  });
});
