import { strict as assert } from 'node:assert';
import { Browser, type Page } from '../support/browser.ts';
import { PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { mutationsOf } from './redirect-mutations.ts';

const REGISTERED = 'https://documents.mic.example/callback/path?tenant=a';
const PLAIN = 'https://intranet.mic.example/callback';

describe('oidc: redirect URIs', () => {
  let server: TestServer;
  let browser: Browser;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    await seedClient(server, { client_id: 'documents', redirect_uris: [REGISTERED] });
    await seedClient(server, { client_id: 'intranet', redirect_uris: [PLAIN] });
    await seedClient(server, {
      client_id: 'desktop',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code'],
      redirect_uris: ['http://127.0.0.1/callback', 'example.mic.app:/callback'],
    });
    browser = new Browser();
    // Nothing is followed: every redirect, wherever to, is an answer of its own.
    browser.stopAt.push('https://', 'http://127.0.0.1', 'example.mic.app:');
    const page = await browser.get(addressOf('documents', REGISTERED));
    const back = await browser.submit(page, { username: 'staff@mic.example', password: PASSWORD });
    assert.ok(back.url.startsWith(`${REGISTERED}&`), back.url);
    browser.stopAt.push('');
  });
  after(() => server.stop());

  function addressOf(client: string, redirectUri: string, extra: Record<string, string> = {}): string {
    const query = new URLSearchParams({
      client_id: client,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid',
      state: 's',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
      ...extra,
    });
    return `${server.issuer}/oidc/authorize?${query}`;
  }

  /** An error page of ours with a support code, and nothing in it that leads to the address. */
  function assertErrorPage(page: Page, redirectUri: string): void {
    assert.equal(page.status, 400, redirectUri);
    assert.equal(page.headers.get('location'), null, redirectUri);
    assert.equal(page.headers.get('refresh'), null, redirectUri);
    assert.equal(new URL(page.url).origin, server.issuer, redirectUri);
    assert.match(page.text, /<code class="support-code large">[^<]{4,}<\/code>/, redirectUri);
    assert.equal(/http-equiv=.?refresh/i.test(page.text), false, redirectUri);
    const links = [...page.text.matchAll(/(?:href|action|src|formaction)="([^"]*)"/g)].map(
      ([, link]) => link,
    );
    for (const link of links) assert.match(String(link), /^(\/(?!\/)|#|tel:|data:)/, redirectUri);
    assert.match(page.headers.get('content-security-policy') ?? '', /form-action 'self';/, redirectUri);
  }

  it('go through when they are equal, byte for byte', async () => {
    for (const [client, uri, joint] of [
      ['documents', REGISTERED, '&'],
      ['intranet', PLAIN, '?'],
    ] as const) {
      const page = await browser.get(addressOf(client, uri));
      assert.ok(page.url.startsWith(`${uri}${joint}code=`), page.url);
    }
  });

  for (const [client, registered] of [
    ['documents', REGISTERED],
    ['intranet', PLAIN],
  ] as const) {
    const mutations = mutationsOf(registered);

    it(`of ${client} have more than 200 neighbours, all of them different`, () => {
      const all = Object.values(mutations).flat();
      assert.ok(all.length >= 200, String(all.length));
      assert.equal(new Set(all).size, all.length);
      assert.equal(all.includes(registered), false);
    });

    for (const [kind, uris] of Object.entries(mutations)) {
      it(`of ${client} are refused on an error page: ${kind} (${uris.length})`, async () => {
        for (const uri of uris) assertErrorPage(await browser.get(addressOf(client, uri)), uri);
      });
    }
  }

  it('are refused before anything else is looked at, signed in or not', async () => {
    const stranger = new Browser();
    stranger.stopAt.push('');
    const uri = 'https://evil.example/callback';
    for (const visitor of [browser, stranger]) {
      for (const extra of [
        { prompt: 'none' },
        { response_type: 'token' },
        { scope: 'nothing' },
        { response_mode: 'fragment' },
        { response_mode: 'form_post' },
        { response_mode: 'web_message' },
        { code_challenge_method: 'plain' },
        { request: 'x.y.z' },
        { request_uri: 'https://evil.example/request' },
        { claims: '{' },
        { resource: 'urn:micconnect:client:other' },
      ]) {
        assertErrorPage(await visitor.get(addressOf('intranet', uri, extra)), uri);
      }
    }
  });

  it('of one client are no good for another', async () => {
    assertErrorPage(await browser.get(addressOf('documents', PLAIN)), PLAIN);
    assertErrorPage(await browser.get(addressOf('intranet', REGISTERED)), REGISTERED);
  });

  it('must come exactly once', async () => {
    const twice = `${addressOf('intranet', PLAIN)}&redirect_uri=${encodeURIComponent('https://evil.example/')}`;
    const page = await browser.get(twice);
    const target = new URL(page.headers.get('location') ?? page.url, server.issuer);
    assert.notEqual(target.hostname, 'evil.example');
    assert.equal(target.searchParams.has('code') && target.origin !== server.issuer, false);
    for (const name of ['redirect_uri[]', 'redirect_uri[0]', 'REDIRECT_URI']) {
      const odd = new URL(addressOf('intranet', PLAIN));
      odd.searchParams.delete('redirect_uri');
      odd.searchParams.set(name, 'https://evil.example/');
      const answer = await browser.get(odd.href);
      assert.equal(new URL(answer.url, server.issuer).hostname === 'evil.example', false, name);
    }
  });

  it('are not looked up for an unknown client', async () => {
    assertErrorPage(await browser.get(addressOf('nobody', PLAIN)), PLAIN);
  });

  describe('of an app on the machine', () => {
    it('may have any port, and nothing else may differ (RFC 8252 section 7.3)', async () => {
      for (const uri of ['http://127.0.0.1:51004/callback', 'http://127.0.0.1/callback']) {
        const page = await browser.get(addressOf('desktop', uri));
        assert.ok(page.url.startsWith(`${uri}?code=`), page.url);
      }
      for (const uri of [
        'http://127.0.0.1:51004/callback/',
        'http://127.0.0.1:51004/Callback',
        'http://127.0.0.1:51004/callback?x=1',
        'http://127.0.0.1:51004/callback#x',
        'http://localhost:51004/callback',
        'http://[::1]:51004/callback',
        'http://127.0.0.2:51004/callback',
        'http://127.0.0.1:51004@evil.example/callback',
        'http://127.0.0.1.evil.example:51004/callback',
        'http://user@127.0.0.1:51004/callback',
        'https://127.0.0.1:51004/callback',
        'http://127.1:51004/callback',
        'http://2130706433:51004/callback',
        'http://0x7f000001:51004/callback',
        'http://127.0.0.1:99999/callback',
        'http://127.0.0.1:/callback/..',
      ]) {
        assertErrorPage(await browser.get(addressOf('desktop', uri)), uri);
      }
    });

    it('in its own scheme must be equal', async () => {
      const page = await browser.get(addressOf('desktop', 'example.mic.app:/callback'));
      assert.ok(page.url.startsWith('example.mic.app:/callback?code='), page.url);
      for (const uri of [
        'example.mic.app:/callback/',
        'example.mic.app://callback',
        'example.mic.app:callback',
        'EXAMPLE.mic.app:/callback',
        'example.mic.app2:/callback',
        'example.mic:/callback',
      ]) {
        assertErrorPage(await browser.get(addressOf('desktop', uri)), uri);
      }
    });
  });

  it('are not registered when they are dangerous', async () => {
    const bad = [
      'http://documents.example/callback',
      'https://*.example/callback',
      'https://documents.example/*',
      'https://documents.example/callback#fragment',
      'https://documents.example/callback#',
      'https://user@documents.example/callback',
      'https://user:secret@documents.example/callback',
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'ftp://documents.example/',
      'about:blank',
      'blob:https://documents.example/x',
      '/callback',
      '//documents.example/callback',
      'documents.example/callback',
      'https://documents.example\\@evil.example/',
      'https://documents.example/ callback',
      'https://documents.example/\ncallback',
      'https://',
      '',
    ];
    for (const [index, uri] of bad.entries()) {
      const input = { client_id: `bad-${index}`, redirect_uris: [uri] };
      await assert.rejects(seedClient(server, input), { code: 'client_invalid' }, uri);
    }
  });
});
