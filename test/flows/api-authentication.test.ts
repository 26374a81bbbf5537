import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose';
import * as oidc from 'openid-client';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { browser, type RelyingParty, refusal, relyingParty, SCOPE, signIn } from './relying-party.ts';

const SYSTEM = { kind: 'system' } as const;
const STAFF = 'staff@mic.example';

describe('flow: tokens for our own APIs', () => {
  let server: TestServer;
  let machine: RelyingParty;
  let person: RelyingParty;
  let api: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    api = `${server.issuer}/api/v1`;
    machine = await relyingParty(server, { client_id: 'machine', scope: `${SCOPE} directory:read scim` });
    person = await relyingParty(server, { client_id: 'console', scope: `${SCOPE} directory:read` });
  });
  after(() => server.stop());

  /** The answer at an address that only callers with a token learn about. */
  function call(token: string | undefined, headers: Record<string, string> = {}, path = '/nothing') {
    const authorization: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    return fetch(`${api}${path}`, { headers: { ...authorization, ...headers } });
  }

  async function isLetIn(token: string, headers: Record<string, string> = {}): Promise<boolean> {
    const { status } = await call(token, headers);
    assert.ok(status === 401 || status === 404, String(status));
    return status === 404;
  }

  async function machineToken(parameters: Record<string, string> = {}): Promise<string> {
    const wanted = { resource: api, scope: 'directory:read', ...parameters };
    return (await oidc.clientCredentialsGrant(machine.config, wanted)).access_token;
  }

  const personToken = async (client = person) =>
    (await signIn(client, browser(), { resource: api, scope: 'openid directory:read' })).access_token;

  describe('are given', () => {
    it('with the scopes of the API that the client is registered for, and no others', async () => {
      const token = decodeJwt(await machineToken({ scope: 'directory:read profile scim' }));
      assert.equal(token.aud, api);
      assert.equal(token.scope, 'directory:read');
      const own = await oidc.clientCredentialsGrant(machine.config, {
        resource: 'urn:micconnect:client:machine',
        scope: 'profile directory:read',
      });
      assert.equal(decodeJwt(own.access_token).scope, 'profile');
    });

    it('never with a scope that the client is not registered for', async () => {
      const attempt = machineToken({ scope: 'directory:read directory:write' });
      await assert.rejects(attempt, refusal('invalid_scope'));
    });

    it('never to a client that is registered for no scope of the API', async () => {
      const plain = await relyingParty(server, { client_id: 'plain' });
      for (const resource of [api, `${server.issuer}/scim/v2`]) {
        const attempt = oidc.clientCredentialsGrant(plain.config, { resource });
        await assert.rejects(attempt, refusal('invalid_target'), resource);
      }
    });

    it('for the API that the scopes belong to when no resource is named, if that is one', async () => {
      const implied = await oidc.clientCredentialsGrant(machine.config, { scope: 'scim' });
      assert.equal(decodeJwt(implied.access_token).aud, `${server.issuer}/scim/v2`);
      const both = oidc.clientCredentialsGrant(machine.config, { scope: 'scim directory:read' });
      await assert.rejects(both, refusal('invalid_target'));
    });

    it('as nobody’s own API, although it was registered as one', async () => {
      const thief = await relyingParty(server, { client_id: 'thief', resources: [api] });
      const attempt = oidc.clientCredentialsGrant(thief.config, { resource: api });
      await assert.rejects(attempt, refusal('invalid_target'));
      const foreign = await oidc.tokenIntrospection(thief.config, await machineToken());
      assert.deepEqual(foreign, { active: false });
    });

    it('with the scopes that discovery names', async () => {
      const { scopes_supported } = machine.config.serverMetadata();
      for (const scope of ['directory:read', 'directory:write', 'audit:read', 'scim'])
        assert.ok(scopes_supported?.includes(scope), scope);
    });
  });

  describe('are taken', () => {
    it('from a client and from a person', async () => {
      assert.equal(await isLetIn(await machineToken()), true);
      assert.equal(await isLetIn(await personToken()), true);
    });

    it('for this API only', async () => {
      const others = [
        await machineToken({ resource: `${server.issuer}/scim/v2`, scope: 'scim' }),
        await machineToken({ resource: 'urn:micconnect:client:machine', scope: 'profile' }),
        (await oidc.clientCredentialsGrant(machine.config)).access_token,
        (await signIn(person, browser())).id_token ?? '',
      ];
      for (const token of others) assert.equal(await isLetIn(token), false);
    });

    it('unaltered only', async () => {
      const [header = '', payload = '', signature = ''] = (await machineToken()).split('.');
      const claims = { ...decodeJwt(`${header}.${payload}.${signature}`), scope: 'directory:write' };
      const wider = Buffer.from(JSON.stringify(claims)).toString('base64url');
      const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
      for (const token of [`${header}.${wider}.${signature}`, `${none}.${payload}.`, 'x', 'x.y.z'])
        assert.equal(await isLetIn(token), false);
    });

    it('from the Authorization header only', async () => {
      const token = await machineToken();
      const inQuery = await call(undefined, {}, `/nothing?access_token=${token}`);
      const body = new URLSearchParams({ access_token: token });
      const inBody = await fetch(`${api}/nothing`, { method: 'POST', body });
      for (const { status, headers } of [inQuery, inBody]) {
        assert.equal(status, 401);
        assert.match(headers.get('www-authenticate') ?? '', /^Bearer realm="MicConnect"/);
      }
    });

    it('until the client is removed, and not by its successor', async () => {
      const input = { client_id: 'brief', scope: 'directory:read', grant_types: ['client_credentials'] };
      const brief = await relyingParty(server, input);
      const { access_token } = await oidc.clientCredentialsGrant(brief.config, {
        scope: 'directory:read',
      });
      assert.equal(await isLetIn(access_token), true);
      await server.services.clients.remove('brief', SYSTEM);
      assert.equal(await isLetIn(access_token), false);
      const second = Math.floor(Date.now() / 1000);
      while (Math.floor(Date.now() / 1000) === second) await new Promise((tick) => setTimeout(tick, 20));
      await server.services.clients.create(input, SYSTEM);
      assert.equal(await isLetIn(access_token), false);
    });

    it('while the person’s session and account go on', async () => {
      const visitor = browser();
      const tokens = await signIn(person, visitor, { resource: api, scope: 'openid directory:read' });
      assert.equal(await isLetIn(tokens.access_token), true);
      const out = oidc.buildEndSessionUrl(person.config, { id_token_hint: tokens.id_token ?? '' });
      await visitor.get(out.href);
      assert.equal(await isLetIn(tokens.access_token), false);
      const again = await personToken();
      await server.services.staff.disable(STAFF, SYSTEM);
      assert.equal(await isLetIn(again), false);
      await server.services.staff.enable(STAFF, SYSTEM);
      assert.equal(await isLetIn(again), false);
    });
  });

  describe('that are bound to a key', () => {
    it('count with a fresh proof of that key for the very request, once', async () => {
      const keys = await generateKeyPair('ES256', { extractable: true });
      const DPoP = oidc.getDPoPHandle(machine.config, keys);
      const wanted = { resource: api, scope: 'directory:read' };
      const { access_token: token } = await oidc.clientCredentialsGrant(machine.config, wanted, { DPoP });
      const jwk = await exportJWK(keys.publicKey);
      const { cnf } = decodeJwt(token) as { cnf: { jkt: string } };
      assert.equal(cnf.jkt, await calculateJwkThumbprint(jwk));

      let serial = 0;
      const proof = (changes: Record<string, unknown> = {}, signer = keys, header = jwk) => {
        const claims = {
          htm: 'GET',
          htu: `${api}/nothing`,
          iat: Math.floor(Date.now() / 1000),
          jti: `proof-${serial++}`,
          ath: createHash('sha256').update(token).digest('base64url'),
          ...changes,
        };
        const sign = new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: header });
        return sign.sign(signer.privateKey);
      };
      const isProven = async (dpop: string) => {
        const { status } = await call(undefined, { authorization: `DPoP ${token}`, dpop });
        return status === 404;
      };

      const good = await proof();
      assert.equal(await isProven(good), true);
      assert.equal(await isProven(good), false, 'twice');
      assert.equal(
        await isProven(await proof({ htu: `${api}/nothing?q=1` })),
        true,
        'the query does not count',
      );
      const stranger = await generateKeyPair('ES256', { extractable: true });
      const bad: Record<string, string> = {
        'no proof': '',
        'another method': await proof({ htm: 'POST' }),
        'another address': await proof({ htu: `${api}/people` }),
        'another token': await proof({ ath: createHash('sha256').update('x').digest('base64url') }),
        'no token': await proof({ ath: undefined }),
        'too old': await proof({ iat: Math.floor(Date.now() / 1000) - 120 }),
        'from the future': await proof({ iat: Math.floor(Date.now() / 1000) + 120 }),
        'no number': await proof({ jti: undefined }),
        'another key': await proof({}, stranger, await exportJWK(stranger.publicKey)),
        'a key that did not sign': await proof({}, stranger),
      };
      for (const [what, each] of Object.entries(bad)) assert.equal(await isProven(each), false, what);
      assert.equal(await isLetIn(token), false, 'as a bearer token');
      const unbound = { authorization: `DPoP ${await machineToken()}`, dpop: await proof() };
      assert.equal((await call(undefined, unbound)).status, 401, 'a proof for a token without a key');
    });
  });

  describe('and their refusals', () => {
    it('say so in problem details, in Vietnamese unless English is asked for', async () => {
      const answer = await call('x');
      assert.equal(answer.status, 401);
      assert.equal(answer.headers.get('content-type'), 'application/problem+json');
      assert.equal(answer.headers.get('www-authenticate'), 'Bearer error="invalid_token"');
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.equal(answer.headers.get('set-cookie'), null);
      assert.equal(answer.headers.get('content-language'), 'vi');
      const problem = (await answer.json()) as Record<string, unknown>;
      assert.equal(problem.type, 'urn:micconnect:problem:token_invalid');
      assert.equal(problem.title, 'Mã truy cập không dùng được');
      assert.equal(problem.status, 401);
      assert.equal(problem.code, 'token_invalid');
      assert.match(String(problem.instance), /^urn:micconnect:support:[0-9A-Z]{4}-[0-9A-Z]{4}$/);
      const english = (await (
        await call('x', { 'accept-language': 'en-GB,en;q=0.9' })
      ).json()) as typeof problem;
      assert.equal(english.title, 'The access token does not count');
    });

    it('are the same for a browser, and for another site’s script', async () => {
      const headers = { accept: 'text/html', origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const answer = await fetch(`${api}/nothing`, { method, headers });
        assert.equal(answer.status, 401);
        assert.match(answer.headers.get('content-type') ?? '', /problem\+json/);
        assert.equal(answer.headers.get('access-control-allow-origin'), null);
      }
    });

    it('are JSON for every address below /api', async () => {
      for (const path of ['/api', '/api/', '/api/v2/people', '/api/unknown']) {
        const answer = await fetch(`${server.issuer}${path}`, { headers: { accept: 'text/html' } });
        assert.equal(answer.status, 404);
        assert.match(answer.headers.get('content-type') ?? '', /problem\+json/);
      }
    });
  });
});
