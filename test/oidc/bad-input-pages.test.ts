import { strict as assert } from 'node:assert';
import { Browser } from '../support/browser.ts';
import { PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { assertTame, type Call, type Expected, FORM, send } from './raw-request.ts';

const MEGABYTE = 'x'.repeat(1_000_000);
const COOKIES = [
  'micconnect_session',
  'micconnect_visit',
  'micconnect_lang',
  'micconnect_theme',
  'micconnect_ended',
];
/** A form's action, and the fields that belong to it. */
const FORMS: Record<string, string[]> = {
  '/interaction/x': ['username', 'password'],
  '/interaction/x/change-password': ['new_password', 'confirm_password'],
  '/password/forgot': ['username'],
  '/password/reset/x': ['new_password', 'confirm_password'],
  '/sign-out': ['csrf', 'request'],
  '/preferences': ['lang', 'theme', 'to'],
};
/** Addresses that somebody might take for a path of ours. */
const ELSEWHERE = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '/ /evil.example',
  '/\r\nLocation: https://evil.example',
  '/x\r\nSet-Cookie: a=b',
  'https:evil.example',
  'https:/evil.example',
  'https://evil.example',
  'HTTPS://evil.example',
  'http:evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'evil.example',
  '@evil.example',
  ':80@evil.example',
  '.evil.example',
  '?x',
  '#x',
  '',
  '/\u2028/evil.example',
  '/%09/evil.example',
  '/%2f/evil.example',
  '/%5cevil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/x/..//evil.example',
  '/./\\evil.example',
  '\uff0f\uff0fevil.example',
  '/\0/evil.example',
  `/${'x'.repeat(5000)}`,
];

describe('oidc: bad input at our own pages', () => {
  let server: TestServer;
  let session = '';

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    await seedClient(server, { client_id: 'documents' });
    const browser = new Browser();
    await browser.submit(await browser.get(`${server.issuer}/`), {
      username: 'staff@mic.example',
      password: PASSWORD,
    });
    session = ['micconnect_session', 'micconnect_session.sig']
      .map((name) => `${name}=${browser.cookie(name)}`)
      .join('; ');
  });
  after(() => server.stop());
  afterEach(() => {
    assert.equal(Reflect.get({}, 'polluted'), undefined);
    assert.deepEqual(Object.keys(Object.prototype), []);
  });

  const tame = (call: Call, expected?: Expected) => assertTame(server, call, expected);
  const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) => ({
    method: 'POST',
    path,
    body,
    headers: { ...FORM, ...headers },
  });

  for (const [path, names] of Object.entries(FORMS)) {
    describe(`POST ${path}`, () => {
      const every = (value: string) => names.map((name) => `${name}=${value}`).join('&');
      const bodies: Record<string, string | Buffer> = {
        'a field twice': `${every('a')}&${names[0]}=b`,
        'a field of another form': `${every('a')}&is_admin=true`,
        'names of prototypes': `${every('a')}&__proto__=1&constructor=1&__proto__[polluted]=1`,
        'a list': every('a').replaceAll('=', '[]='),
        'bytes that are not UTF-8': Buffer.from([...Buffer.from(every('a')), 0xff, 0xfe, 0xc0]),
        'a field of 100 kB': every('x'.repeat(100_000)),
        'one megabyte': every(MEGABYTE),
        'a name of 20 kB': `${'n'.repeat(20_000)}=x`,
        '5,000 fields': Array.from({ length: 5000 }, (_, index) => `a${index}=1`).join('&'),
      };
      for (const [what, body] of Object.entries(bodies)) {
        it(`refuses ${what}`, async () => {
          await tame(post(path, body));
          await tame(post(path, body, { cookie: session }));
        });
      }

      for (const type of [
        'application/json',
        'text/plain',
        'multipart/form-data; boundary=x',
        'application/x-www-form-urlencoded-x',
        'x',
      ]) {
        it(`refuses the content type ${type}`, async () => {
          const body = type === 'application/json' ? '{"__proto__":{"polluted":1}}' : every('a');
          await tame(post(path, body, { 'content-type': type }));
        });
      }

      it('refuses a body without a content type', async () => {
        await tame({ method: 'POST', path, body: every('a') });
        await tame({ method: 'POST', path });
      });

      it('refuses what another site sends', async () => {
        for (const headers of [
          { origin: 'https://evil.example' },
          { origin: 'null' },
          { origin: `${server.issuer}.evil.example` },
          { 'sec-fetch-site': 'cross-site' },
          { 'sec-fetch-site': 'same-site' },
        ]) {
          const expected = { statuses: [403] };
          await tame(
            post(path, every('a'), { ...headers, cookie: session } as Record<string, string>),
            expected,
          );
        }
      });

      it('stays calm with NUL, broken percent signs, line breaks and markup', async () => {
        const linesBefore = server.logLines.length;
        const values = [
          '%00',
          'a%00b',
          '%',
          '%zz',
          '%0d%0aSet-Cookie:%20x=1',
          '%ED%A0%80',
          '<b>%3Cb%3E',
          '__proto__',
        ];
        for (const value of values) {
          const answer = await tame(post(path, every(value)), { statuses: [200, 303, 400, 401, 403, 404] });
          assert.equal(answer.body.includes('<b>'), false, value);
          const cookies = (answer.headers['set-cookie'] ?? []).join('\n');
          assert.equal(/^x=1/m.test(cookies), false, value);
        }
        await settled(linesBefore);
      });

      it('refuses other methods', async () => {
        for (const method of ['PUT', 'PATCH', 'DELETE', 'PROPFIND']) await tame({ method, path });
      });
    });
  }

  /** Work that goes on after an answer must not fail either. */
  async function settled(linesBefore: number): Promise<void> {
    await server.app.parts.background.settle();
    const failures = server.logLines.slice(linesBefore).filter(({ level }) => Number(level) >= 50);
    assert.deepEqual(failures, []);
  }

  describe('a visit that is under way', () => {
    async function visit() {
      const query = new URLSearchParams({
        client_id: 'documents',
        redirect_uri: 'https://documents.example/callback',
        response_type: 'code',
        scope: 'openid',
        code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
        code_challenge_method: 'S256',
      });
      const { headers } = await send(server.issuer, { path: `/oidc/authorize?${query}` });
      const cookie = (headers['set-cookie'] ?? []).map((text) => text.split(';')[0]).join('; ');
      return { path: headers.location ?? '', cookie };
    }

    it('refuses names and passwords that cannot be ones', async () => {
      const { path, cookie } = await visit();
      for (const body of [
        '',
        'username=&password=',
        'username=%00&password=%00',
        'username=staff%40mic.example%00&password=x',
        'username=__proto__&password=constructor',
        `username=${'x'.repeat(8000)}&password=${'y'.repeat(8000)}`,
        'username=%ED%A0%80&password=%ED%A0%80',
        'username=%25%27%22%3B--&password=%27+or+1%3D1',
        'username=%E1%BB%99%CC%81&password=x',
      ]) {
        const answer = await tame(post(path, body, { cookie }), { statuses: [400, 401, 429] });
        assert.equal(answer.headers.location, undefined);
      }
    });

    it('belongs to the browser that began it', async () => {
      const { path } = await visit();
      const stranger = await visit();
      await tame({ path });
      await tame({ path, headers: { cookie: stranger.cookie } });
      await tame(post(path, 'username=staff%40mic.example&password=x', { cookie: stranger.cookie }));
      const resume = path.replace('interaction', 'oidc/authorize');
      await tame({ path: resume });
      // A browser would not send the cookie of its own visit there; whoever does begins that one again.
      const call = { path: resume, headers: { cookie: stranger.cookie } };
      const { headers } = await tame(call, { statuses: [303, 400] });
      assert.match(headers.location ?? '/interaction/', /^\/interaction\//);
      assert.notEqual(headers.location, path);
    });
  });

  describe('GET', () => {
    for (const path of [
      '/interaction/x',
      '/interaction/%00',
      '/interaction/%',
      '/interaction/__proto__',
      `/interaction/${'x'.repeat(5000)}`,
      '/interaction/..%2f..%2fadmin',
      '/password/reset/x',
      '/password/reset/%00',
      '/password/reset/%',
      '/password/reset/%E0%A4%A',
      '/password/reset/__proto__',
      `/password/reset/${'x'.repeat(5000)}`,
      '/sign-out',
      '/preferences',
      '/nothing',
      '/%',
      '/%00',
      '//evil.example',
      '///evil.example/..',
      '/\\evil.example',
      '/assets/../package.json',
      '/assets/..%2f..%2fpackage.json',
      '/assets/%00',
      '/assets/%',
      '/assets/__proto__',
      '/assets/constructor',
    ]) {
      it(`refuses ${path.slice(0, 40)}`, async () => {
        await tame({ path });
        await tame({ path, headers: { cookie: session, accept: 'application/json' } });
      });
    }

    it('takes no notice of an address of another host', async () => {
      await tame({ path: 'http://evil.example/nothing' });
      const answer = await tame({ path: 'http://evil.example/' }, { statuses: [302, 303, 400, 404] });
      assert.equal(JSON.stringify(answer.headers).includes('evil.example'), false);
    });

    it('stays calm with queries that nobody asked for', async () => {
      for (const query of ['__proto__[polluted]=1', 'x=%', 'x=%00', 'to=//evil.example', 'lang=en&lang=vi']) {
        await tame({ path: `/password/forgot?${query}` }, { statuses: [200] });
        await tame({ path: `/signed-out?${query}` }, { statuses: [200] });
        await tame({ path: `/?${query}` }, { statuses: [302, 303] });
        await tame({ path: `/?${query}`, headers: { cookie: session } }, { statuses: [200] });
      }
    });

    it('goes on for cookies that are none', async () => {
      for (const value of ['x', '%00', '__proto__', '"', '%', ';;;', '\u00e9', 'x'.repeat(2000)]) {
        const cookie = COOKIES.flatMap((name) => [`${name}=${value}`, `${name}.sig=${value}`]).join('; ');
        const headers = { cookie: Buffer.from(cookie).toString('latin1') };
        await tame({ path: '/', headers }, { statuses: [302, 303] });
        await tame({ path: '/signed-out', headers }, { statuses: [200] });
        await tame({ path: '/password/forgot', headers }, { statuses: [200] });
        await tame({ path: '/interaction/x', headers });
        await tame(post('/sign-out', 'csrf=x&request=client', headers), { statuses: [303, 400, 403] });
      }
    });
  });

  describe('an address to go back to', () => {
    for (const to of ELSEWHERE) {
      it(`stays on the issuer: ${JSON.stringify(to).slice(0, 40)}`, async () => {
        const body = new URLSearchParams({ lang: 'en', to }).toString();
        const answer = await tame(post('/preferences', body), { statuses: [303, 400] });
        if (answer.status === 303) assertOwn(answer.headers.location);
        const back = `/sign-in/return?${new URLSearchParams({ code: 'x', state: to })}`;
        const returned = await tame({ path: back }, { statuses: [302, 303, 400] });
        assertOwn(returned.headers.location);
      });
    }

    it('is kept when it is one of ours', async () => {
      for (const to of ['/', '/security?tab=1#x', '/interaction/abc']) {
        const body = new URLSearchParams({ lang: 'en', to }).toString();
        const { headers } = await tame(post('/preferences', body), { statuses: [303] });
        assert.equal(headers.location, to);
      }
    });
  });

  /** As a browser would read it: no other host, even where one writes it in another way. */
  function assertOwn(location: string | undefined): void {
    assert.notEqual(location, undefined);
    assert.equal(new URL(location ?? '', `${server.issuer}/x/y`).origin, server.issuer);
    assert.match(location ?? '', /^\/(?![/\\])/);
    assert.equal(/[\r\n\t\\]/.test(location ?? ''), false);
  }
});
