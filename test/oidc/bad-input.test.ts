import { strict as assert } from 'node:assert';
import { Browser } from '../support/browser.ts';
import { PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { BODIES, CREDENTIAL_FIELDS, CREDENTIALS, LONG, MEGABYTE, PARAMETERS, QUERIES } from './bad-values.ts';
import { type Answer, assertTame, type Call, type Expected, FORM, send } from './raw-request.ts';

const CALLBACK = 'https://documents.example';
const FORM_ENDPOINTS = [
  '/oidc/token',
  '/oidc/introspect',
  '/oidc/revoke',
  '/oidc/par',
  '/oidc/device/authorize',
];

function cookiesOf({ headers }: Answer): string {
  return (headers['set-cookie'] ?? []).map((text) => text.split(';')[0]).join('; ');
}

describe('oidc: bad input at the protocol', () => {
  let server: TestServer;
  let basic = '';
  let signedIn = '';

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    const { secret } = await seedClient(server, {
      client_id: 'documents',
      grant_types: [
        'authorization_code',
        'refresh_token',
        'client_credentials',
        'urn:ietf:params:oauth:grant-type:device_code',
      ],
    });
    basic = `Basic ${btoa(`documents:${secret}`)}`;
    const browser = new Browser();
    const page = await browser.get(`${server.issuer}/`);
    await browser.submit(page, { username: 'staff@mic.example', password: PASSWORD });
    signedIn = ['micconnect_session', 'micconnect_session.sig']
      .map((name) => `${name}=${browser.cookie(name)}`)
      .join('; ');
  });
  after(() => server.stop());
  afterEach(() => {
    assert.equal(Reflect.get({}, 'polluted'), undefined);
    assert.deepEqual(Object.keys(Object.prototype), []);
  });

  const tame = (call: Call, expected?: Expected) => assertTame(server, call, expected);

  for (const path of FORM_ENDPOINTS) {
    describe(`POST ${path}`, () => {
      for (const [what, { type = FORM['content-type'], body, headers }] of Object.entries(BODIES)) {
        it(`refuses ${what}`, async () => {
          const contentType: Record<string, string> = body === undefined ? {} : { 'content-type': type };
          const sent = { ...contentType, ...headers };
          await tame({ method: 'POST', path, headers: sent, ...(body !== undefined && { body }) });
          // RFC 7009 section 2.2: a token that nobody knows is no error; RFC 7662 section 2.2: nor is it here.
          const statuses = [200, 400, 401, 413, 415];
          const authorized = { ...sent, authorization: basic };
          const rest = typeof body === 'string' ? body.replaceAll(CREDENTIAL_FIELDS, '') : body;
          const call = {
            method: 'POST',
            path,
            headers: authorized,
            ...(rest !== undefined && { body: rest }),
          };
          const answer = await tame(call, { statuses });
          const isLookup = path === '/oidc/introspect' || path === '/oidc/revoke';
          const isRegular = path === '/oidc/device/authorize' && answer.status === 200;
          if (answer.status === 200 && !isRegular) {
            assert.ok(isLookup, answer.body);
            assert.ok(['', '{"active":false}'].includes(answer.body), answer.body);
          }
        });
      }

      for (const [what, authorization] of Object.entries(CREDENTIALS)) {
        it(`refuses credentials: ${what}`, async () => {
          const headers = { ...FORM, authorization: Buffer.from(authorization).toString('latin1') };
          await tame({ method: 'POST', path, headers, body: 'grant_type=client_credentials&token=x' });
        });
      }

      it('refuses other methods', async () => {
        for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) await tame({ method, path });
      });
    });
  }

  describe('POST /oidc/token, from a client that has authenticated', () => {
    const grants: Record<string, string> = {
      'a code with NUL': 'grant_type=authorization_code&redirect_uri=https://a/&code=%00&code_verifier=%00',
      'a code of 50 kB': `grant_type=authorization_code&redirect_uri=https://a/&code=${'x'.repeat(50_000)}`,
      'a code __proto__': 'grant_type=authorization_code&redirect_uri=https://a/&code=__proto__',
      'a refresh token with NUL': 'grant_type=refresh_token&refresh_token=%00',
      'a refresh token of 50 kB': `grant_type=refresh_token&refresh_token=${'x'.repeat(50_000)}`,
      'a device code with NUL': 'grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=%00',
      'a scope with NUL': 'grant_type=client_credentials&scope=%00',
      'a resource with NUL': 'grant_type=client_credentials&resource=%00',
      'a resource that is none': 'grant_type=client_credentials&resource=no%20address',
      'two resources': 'grant_type=client_credentials&resource=urn:a:b&resource=urn:a:c',
      'the grant __proto__': 'grant_type=__proto__',
      'the grant constructor': 'grant_type=constructor',
      'two grants': 'grant_type=client_credentials&grant_type=refresh_token',
      'two ways to authenticate': 'grant_type=client_credentials&client_id=documents&client_secret=x',
      'another client': 'grant_type=client_credentials&client_id=portal',
    };
    for (const [what, body] of Object.entries(grants)) {
      it(`refuses ${what}`, async () => {
        const headers = { ...FORM, authorization: basic };
        await tame({ method: 'POST', path: '/oidc/token', headers, body }, { statuses: [400, 401] });
      });
    }

    for (const [what, dpop] of Object.entries({ text: 'x', 'a shape': 'a.b.c', 'an empty one': ' ' })) {
      it(`refuses a DPoP proof that is none: ${what}`, async () => {
        const headers = { ...FORM, authorization: basic, dpop };
        const body = 'grant_type=client_credentials';
        const statuses = what === 'an empty one' ? [200, 400] : [400];
        await tame({ method: 'POST', path: '/oidc/token', headers, body }, { statuses });
      });
    }

    it('refuses assertions that are none', async () => {
      const type = 'client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
      for (const assertion of [
        'x',
        'a.b.c',
        '..',
        'eyJhbGciOiJub25lIn0.eyJzdWIiOiJkb2N1bWVudHMifQ.',
        '%00.%00.%00',
        `${Buffer.from('{"alg":"ES256"}').toString('base64url')}.${Buffer.from('{"sub":"\\u0000"}').toString('base64url')}.x`,
        `${Buffer.from('{"alg":"ES256"}').toString('base64url')}.${Buffer.from('{"sub":{"a":1}}').toString('base64url')}.x`,
        `${Buffer.from('{"alg":"ES256"}').toString('base64url')}.${Buffer.from('[]').toString('base64url')}.x`,
        `${Buffer.from('{"alg":"ES256"}').toString('base64url')}.${Buffer.from('null').toString('base64url')}.x`,
      ]) {
        const body = `grant_type=client_credentials&${type}&client_assertion=${assertion}`;
        await tame({ method: 'POST', path: '/oidc/token', headers: FORM, body }, { statuses: [400, 401] });
      }
    });
  });

  describe('GET /oidc/authorize', () => {
    for (const [what, query] of Object.entries(QUERIES)) {
      it(`refuses ${what} on a page`, async () => {
        const answer = await tame({ path: `/oidc/authorize?${query}`, headers: { accept: 'text/html' } });
        assert.equal(answer.headers.location, undefined);
      });
    }

    for (const [what, extra] of Object.entries(PARAMETERS)) {
      it(`stays calm with ${what}`, async () => {
        const names = new Set(new URLSearchParams(extra).keys());
        const good = Object.entries({
          client_id: 'documents',
          redirect_uri: `${CALLBACK}/callback`,
          response_type: 'code',
          scope: 'openid',
          code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
          code_challenge_method: 'S256',
        }).filter(([name]) => !names.has(name));
        const query = `${new URLSearchParams(good)}&${extra}`;
        const path = `/oidc/authorize?${query}`;
        const expected = { statuses: [303, 400], origins: [CALLBACK] };
        const answer = await tame({ path }, expected);
        assert.equal(answer.headers.location?.includes('code=') ?? false, false);
        if (answer.headers.location?.startsWith('/interaction/')) {
          await tame(
            { path: answer.headers.location, headers: { cookie: cookiesOf(answer) } },
            { statuses: [200] },
          );
        }
        if (what.includes('mode')) expected.statuses.push(200);
        await tame({ path, headers: { cookie: signedIn } }, expected);
      });
    }
  });

  describe('the other endpoints', () => {
    const others: Record<string, Call> = {
      'a resume without a visit': { path: '/oidc/authorize/x' },
      'a resume with NUL': { path: '/oidc/authorize/%00' },
      'a resume of broken percent signs': { path: '/oidc/authorize/%' },
      'userinfo without a token': { path: '/oidc/userinfo' },
      'userinfo with NUL': { path: '/oidc/userinfo', headers: { authorization: 'Bearer %00' } },
      'userinfo with two tokens': {
        path: '/oidc/userinfo?access_token=x',
        headers: { authorization: 'Bearer x' },
      },
      'userinfo with a token of 20 kB': {
        path: '/oidc/userinfo',
        headers: { authorization: `Bearer ${'x'.repeat(20_000)}` },
      },
      'userinfo with Basic': { path: '/oidc/userinfo', headers: { authorization: 'Basic eDp5' } },
      'userinfo with DPoP and no proof': { path: '/oidc/userinfo', headers: { authorization: 'DPoP x' } },
      'userinfo with a JSON body': {
        method: 'POST',
        path: '/oidc/userinfo',
        headers: { 'content-type': 'application/json' },
        body: '{"access_token":"x"}',
      },
      'userinfo with a form token of NUL': {
        method: 'POST',
        path: '/oidc/userinfo',
        headers: FORM,
        body: 'access_token=%00',
      },
      'userinfo with one megabyte': {
        method: 'POST',
        path: '/oidc/userinfo',
        headers: FORM,
        body: `access_token=${MEGABYTE}`,
      },
      'end-session with a hint that is none': { path: '/oidc/end-session?id_token_hint=x' },
      'end-session with NUL': { path: '/oidc/end-session?id_token_hint=%00&client_id=%00' },
      'end-session for the client NUL': { path: '/oidc/end-session?client_id=%00' },
      'end-session for nobody': { path: '/oidc/end-session?client_id=nobody' },
      'end-session for two': { path: '/oidc/end-session?client_id=documents&client_id=documents' },
      'end-session to elsewhere': {
        path: '/oidc/end-session?client_id=documents&post_logout_redirect_uri=https://evil.example/',
      },
      'the device page with one megabyte': {
        method: 'POST',
        path: '/oidc/device',
        headers: FORM,
        body: `user_code=${MEGABYTE}`,
      },
      'a device that nobody asked for': { path: '/oidc/device/x' },
      'a path that is none': { path: '/oidc/nothing' },
      'a path with dots': { path: '/oidc/../../etc/passwd' },
      'a path with NUL': { path: '/oidc/%00' },
      'a host in the path': { path: '//evil.example/%2e%2e' },
    };
    for (const [what, call] of Object.entries(others)) {
      it(`refuse ${what}`, () => tame(call));
    }

    it('show the device page again for codes that are none', async () => {
      const headers = { accept: 'text/html' };
      const first = await tame({ path: '/oidc/device', headers }, { statuses: [200] });
      const cookie = cookiesOf(first);
      const xsrf = /name="xsrf" value="([^"]+)"/.exec(first.body)?.[1] ?? '';
      for (const code of ['%00', '__proto__', '%ED%A0%80', '<b>', 'x'.repeat(20_000), '%', '\u00e9']) {
        const answer = await tame(
          {
            method: 'POST',
            path: '/oidc/device',
            headers: { ...FORM, ...headers, cookie },
            body: `xsrf=${xsrf}&user_code=${code}`,
          },
          { statuses: [200, 400] },
        );
        assert.match(answer.body, /name="user_code"/);
        assert.equal(answer.body.includes('<b>'), false);
      }
    });

    it('go on for cookies that are none', async () => {
      const names = ['micconnect_session', 'micconnect_visit', 'micconnect_resume'];
      for (const value of ['x', '%00', '__proto__', '"', '%', ';;;', 'x'.repeat(3000)]) {
        const cookie = names.flatMap((name) => [`${name}=${value}`, `${name}.sig=${value}`]).join('; ');
        const headers = { cookie, accept: 'text/html' };
        await tame({ path: '/oidc/end-session', headers }, { statuses: [303] });
        await tame({ path: '/oidc/device', headers }, { statuses: [200] });
        await tame({ path: '/oidc/authorize/x', headers });
      }
    });
  });

  it('refuses more header than it reads with 431 at most, and goes on', async () => {
    const linesBefore = server.logLines.length;
    for (const call of [
      { path: '/oidc/token', method: 'POST', headers: { 'x-long': 'x'.repeat(40_000) } },
      { path: `/oidc/authorize?state=${LONG}` },
      { path: '/oidc/userinfo', headers: { authorization: `Bearer ${LONG}` } },
      { path: '/oidc/device', headers: { cookie: `micconnect_session=${'x'.repeat(40_000)}` } },
    ]) {
      // The server closes with bytes unread, so TCP may reset the connection before its answer is seen.
      const answer = await send(server.issuer, call).catch((error: NodeJS.ErrnoException) => {
        assert.equal(error.code, 'ECONNRESET', error.message);
        return undefined;
      });
      if (answer !== undefined) assert.deepEqual([answer.status, answer.body], [431, '']);
    }
    const failures = server.logLines.slice(linesBefore).filter(({ level }) => Number(level) >= 50);
    assert.deepEqual(failures, []);
    assert.equal((await send(server.issuer, { path: '/health/live' })).status, 200);
  });
});
