import { strict as assert } from 'node:assert';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type RelyingSystem, startRelyingSystem } from '../../src/samples/relying-system.ts';
import { Browser } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const HOUR_MS = 3_600_000;
const STAFF = { username: 'staff@mic.example', password: PASSWORD };

type Claims = Record<string, unknown>;

async function status(browser: Browser, system: RelyingSystem): Promise<Record<string, unknown>> {
  const { text, headers } = await browser.get(`${system.origin}/status`);
  assert.equal(headers.get('cache-control'), 'no-store');
  return JSON.parse(text);
}

describe('samples: relying systems of the product', () => {
  let server: TestServer;
  const systems: RelyingSystem[] = [];

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    for (const clientId of ['documents', 'portal']) {
      const port = await freePort();
      const origin = `http://localhost:${port}`;
      const { secret } = await seedClient(server, {
        client_id: clientId,
        redirect_uris: [`${origin}/callback`],
        post_logout_redirect_uris: [`${origin}/signed-out`],
        backchannel_logout_uri: `${origin}/backchannel-logout`,
        grant_types: ['authorization_code'],
      });
      const parts = { issuer: server.issuer, clientId, clientSecret: secret ?? '', port, origin };
      const texts = { title: `<${clientId}>`, titleEn: 'System' };
      systems.push(await startRelyingSystem({ ...parts, ...texts, now: () => new Date() }));
    }
  });
  after(async () => {
    await Promise.all(systems.map((system) => system.close()));
    await server.stop();
  });

  function bothSystems(): [RelyingSystem, RelyingSystem] {
    const [first, second] = systems;
    assert.ok(first && second);
    return [first, second];
  }

  async function signIn(browser: Browser, system: RelyingSystem) {
    return browser.submit(await browser.get(`${system.origin}/`), STAFF);
  }

  it('opens the second one without a password, and shows the person and the roles', async () => {
    const [documents, portal] = bothSystems();
    const browser = new Browser();
    const page = await signIn(browser, documents);
    assert.equal(page.url, `${documents.origin}/`);
    assert.match(page.text, /data-email="staff@mic\.example"/);
    assert.match(page.text, /data-role="author"[\s\S]*G14\.05\.1[\s\S]*data-role="reader"/);
    assert.match(page.text, /Đặng Thị Ngọc Ánh[\s\S]*014-00001[\s\S]*Phòng Thẩm định/);
    assert.match(page.text, /href="\/sign-out">Đăng xuất/);
    assert.ok(page.text.includes('&lt;documents&gt;') && !page.text.includes('<documents>'));
    assert.match(page.headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'self'/);

    const straight = await browser.get(`${portal.origin}/`);
    assert.equal(straight.url, `${portal.origin}/`);
    assert.match(straight.text, /data-email="staff@mic\.example"/);
    const [first, second] = [await status(browser, documents), await status(browser, portal)];
    assert.equal(first.signed_in, true);
    assert.deepEqual(first.roles, ['author', 'reader']);
    assert.equal(first.sub, second.sub);
  });

  it('ends both when one signs out', async () => {
    const [documents, portal] = bothSystems();
    const browser = new Browser();
    await signIn(browser, documents);
    await browser.get(`${portal.origin}/`);
    assert.equal((await status(browser, portal)).signed_in, true);
    const page = await browser.get(`${documents.origin}/sign-out`);
    assert.ok(page.url.startsWith(`${documents.origin}/signed-out?state=`), page.url);
    assert.equal(page.status, 200);
    const deadline = Date.now() + 2_000;
    while ((await status(browser, portal)).signed_in === true) {
      assert.ok(Date.now() < deadline, 'the second session is still alive');
      await pause(25);
    }
    assert.deepEqual(await status(browser, documents), { signed_in: false, sub: null, roles: [] });
    assert.match((await browser.get(`${portal.origin}/`)).url, /\/interaction\//);
  });

  it('refuses an answer that this browser did not ask for', async () => {
    const [documents] = bothSystems();
    const browser = new Browser();
    const forged = await browser.get(`${documents.origin}/callback?code=x&state=${'A'.repeat(43)}`);
    assert.equal(forged.status, 400);
    assert.match(forged.text, /data-error="state_mismatch"[\s\S]*href="\/login"/);

    const thief = new Browser();
    thief.stopAt.push(`${documents.origin}/callback`);
    const stolen = await signIn(thief, documents);
    assert.match(stolen.url, /\/callback\?.*code=/);
    await browser.get(`${documents.origin}/login`);
    assert.match((await browser.get(stolen.url)).text, /data-error="state_mismatch"/);
    assert.equal((await status(browser, documents)).signed_in, false);
  });

  it('shows the code of a refusal and no more', async () => {
    const [documents] = bothSystems();
    const browser = new Browser();
    browser.stopAt.push(server.issuer);
    const state = new URL((await browser.get(`${documents.origin}/login`)).url).searchParams.get('state');
    const answer = `state=${state}&iss=${server.issuer}&error=access_denied&error_description=call+0123`;
    const page = await browser.get(`${documents.origin}/callback?${answer}`);
    assert.equal(page.status, 400);
    assert.match(page.text, /data-error="access_denied"/);
    assert.doesNotMatch(page.text, /0123|\bat .*\.ts/);
  });
});

describe('samples: relying system and logout tokens', () => {
  let provider: FakeProvider;
  let system: RelyingSystem;
  // Real time unless a test holds it: tokens are made in real time, perhaps long after this file was loaded.
  let heldTime: Date | undefined;

  before(async () => {
    provider = await startFakeProvider();
    system = await startDocuments(provider.issuer);
  });
  after(async () => {
    await system.close();
    provider.stop();
  });

  async function startDocuments(issuer: string): Promise<RelyingSystem> {
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    const parts = { clientId: 'documents', clientSecret: 'secret', title: 'Văn bản', titleEn: 'Documents' };
    return startRelyingSystem({ issuer, ...parts, port, origin, now: () => heldTime ?? new Date() });
  }

  async function signIn(): Promise<Browser> {
    const browser = new Browser();
    const page = await browser.get(`${system.origin}/`);
    assert.equal(page.url, `${system.origin}/`, page.text);
    return browser;
  }

  async function deliver(token: string): Promise<number> {
    const body = new URLSearchParams({ logout_token: token });
    const response = await fetch(`${system.origin}/backchannel-logout`, { method: 'POST', body });
    assert.equal(response.headers.get('cache-control'), 'no-store');
    if (response.status === 400) assert.match(await response.text(), /"error":"invalid_request"/);
    return response.status;
  }

  it('ends the sessions of the sid, and of the sub when there is no sid', async () => {
    const [first, second] = [await signIn(), await signIn()];
    const isIn = async (browser: Browser) => (await status(browser, system)).signed_in;
    const signedIn = async () => [await isIn(first), await isIn(second)];
    const [sid] = provider.sids.slice(-2);
    assert.deepEqual(await signedIn(), [true, true]);
    assert.equal(await deliver(await provider.logoutToken({ sid, sub: 'person' })), 200);
    assert.deepEqual(await signedIn(), [false, true]);
    assert.equal(await deliver(await provider.logoutToken({ sub: 'nobody' })), 200);
    assert.deepEqual(await signedIn(), [false, true]);
    assert.equal(await deliver(await provider.logoutToken({ sub: 'person' })), 200);
    assert.deepEqual(await signedIn(), [false, false]);
  });

  const forgeries: [string, Claims, string?][] = [
    ['another typ', {}, 'JWT'],
    ['another audience', { aud: 'portal' }],
    ['another issuer', { iss: 'http://elsewhere.example' }],
    ['an end in the past', { iat: seconds(-120), exp: seconds(-60) }],
    ['no end', { exp: undefined }],
    ['an old beginning', { iat: seconds(-3600) }],
    ['a nonce', { nonce: 'n' }],
    ['no events', { events: undefined }],
    ['other events', { events: { other: {} } }],
    ['no jti', { jti: undefined }],
    ['neither sid nor sub', { sub: undefined }],
    ['an empty sid', { sid: '' }],
  ];
  for (const [name, claims, typ] of forgeries) {
    it(`refuses a token with ${name}`, async () => {
      const browser = await signIn();
      assert.equal(await deliver(await provider.logoutToken({ sub: 'person', ...claims }, typ)), 400);
      assert.equal((await status(browser, system)).signed_in, true);
    });
  }

  it('refuses a replay, a foreign signature and what is no token', async () => {
    const token = await provider.logoutToken({ sub: 'person' });
    assert.equal(await deliver(token), 200);
    const browser = await signIn();
    assert.equal(await deliver(token), 400);
    const { privateKey } = await generateKeyPair('ES256');
    assert.equal(await deliver(await provider.logoutToken({ sub: 'person' }, undefined, privateKey)), 400);
    assert.equal(await deliver(''), 400);
    const url = `${system.origin}/backchannel-logout`;
    for (const body of ['{}', new URLSearchParams()]) {
      assert.equal((await fetch(url, { method: 'POST', body })).status, 400);
    }
    assert.equal((await status(browser, system)).signed_in, true);
  });

  it('forgets a session after ten hours', async () => {
    const start = Date.now();
    heldTime = new Date(start);
    const browser = await signIn();
    heldTime = new Date(start + 10 * HOUR_MS - 1_000);
    assert.equal((await status(browser, system)).signed_in, true);
    heldTime = new Date(start + 10 * HOUR_MS);
    assert.equal((await status(browser, system)).signed_in, false);
    heldTime = undefined;
  });

  it('starts before its provider', async () => {
    const later = await freePort();
    const early = await startDocuments(`http://localhost:${later}`);
    const browser = new Browser();
    const page = await browser.get(`${early.origin}/`);
    assert.equal(page.status, 502);
    assert.match(page.text, /data-error="provider_unavailable"/);
    const late = await startFakeProvider(later);
    assert.match((await browser.get(`${early.origin}/`)).text, /data-email="person@mic\.example"/);
    await early.close();
    late.stop();
  });
});

interface FakeProvider {
  issuer: string;
  stop(): void;
  /** The sessions it made, newest last: each sign-in is one. */
  sids: string[];
  logoutToken(claims: Claims, typ?: string, key?: CryptoKey): Promise<string>;
}

function seconds(offset: number): number {
  return Math.floor(Date.now() / 1000) + offset;
}

function discovery(issuer: string): object {
  const [authorization_endpoint, token_endpoint] = [`${issuer}/authorize`, `${issuer}/token`];
  const [userinfo_endpoint, jwks_uri] = [`${issuer}/userinfo`, `${issuer}/jwks`];
  const endpoints = { authorization_endpoint, token_endpoint, userinfo_endpoint, jwks_uri };
  // Without the list, the client library takes RS256 alone.
  return { issuer, ...endpoints, id_token_signing_alg_values_supported: ['ES256'] };
}

/** A provider whose key the test holds, and which signs everybody in at once. */
async function startFakeProvider(port?: number): Promise<FakeProvider> {
  const listener = port ?? (await freePort());
  const issuer = `http://localhost:${listener}`;
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256', use: 'sig' };
  const sids: string[] = [];
  let nonce: string | null = null;
  const sign = (claims: Claims, typ: string, key = privateKey) =>
    new SignJWT({ iss: issuer, aud: 'documents', iat: seconds(0), exp: seconds(120), ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k', typ })
      .sign(key);
  const person = { sub: 'person', name: 'Nguyễn Văn An', email: 'person@mic.example' };
  const token = async () => {
    const sid = crypto.randomUUID();
    sids.push(sid);
    const idToken = await sign({ ...person, sid, nonce, roles: ['reader'] }, 'JWT');
    return { access_token: 'a', token_type: 'Bearer', id_token: idToken };
  };
  const fixed: Record<string, object> = { '/jwks': { keys: [jwk] }, '/userinfo': person };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    if (url.pathname === '/authorize') {
      nonce = url.searchParams.get('nonce');
      const answer = `code=c&state=${url.searchParams.get('state')}`;
      response.writeHead(302, { location: `${url.searchParams.get('redirect_uri')}?${answer}` }).end();
      return;
    }
    response.setHeader('content-type', 'application/json');
    const body = url.pathname === '/token' ? await token() : (fixed[url.pathname] ?? discovery(issuer));
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(listener, resolve));
  const logoutToken: FakeProvider['logoutToken'] = (claims, typ = 'logout+jwt', key = privateKey) =>
    sign({ jti: crypto.randomUUID(), events: { [EVENT]: {} }, ...claims }, typ, key);
  const stop = () => void server.close().closeAllConnections();
  return { issuer, stop, sids, logoutToken };
}
