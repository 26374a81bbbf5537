import { strict as assert } from 'node:assert';
import { importJWK, SignJWT } from 'jose';
import type { Browser } from '../support/browser.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import {
  browser,
  isActive,
  isSignIn,
  prepare,
  type RelyingParty,
  relyingParty,
  signIn,
} from './relying-party.ts';

const SIGNED_OUT = 'https://documents.example/signed-out';

describe('flow: sign-out at the wish of a client', () => {
  let server: TestServer;
  let documents: RelyingParty;
  let portal: RelyingParty;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    documents = await relyingParty(server, { client_id: 'documents' });
    portal = await relyingParty(server, { client_id: 'portal' });
  });
  after(() => server.stop());

  const leave = (visitor: Browser, parameters: Record<string, string>) => {
    const url = new URL(documents.config.serverMetadata().end_session_endpoint ?? '');
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return visitor.get(url.href);
  };

  async function isSignedIn(visitor: Browser): Promise<boolean> {
    const page = await visitor.get((await prepare(documents)).url.href);
    return !isSignIn(page) && new URL(page.url).searchParams.has('code');
  }

  it('asks nothing with a valid hint, and ends what every client holds of the session', async () => {
    const visitor = browser();
    const here = await signIn(documents, visitor);
    const there = await signIn(portal, visitor);
    const page = await leave(visitor, {
      id_token_hint: here.id_token ?? '',
      post_logout_redirect_uri: SIGNED_OUT,
      state: 'a b&c',
    });
    assert.equal(page.url, `${SIGNED_OUT}?state=a+b%26c`);
    assert.equal(await isActive(documents, here.access_token), false);
    assert.equal(await isActive(documents, here.refresh_token), false);
    assert.equal(await isActive(portal, there.access_token), false);
    assert.equal(await isActive(portal, there.refresh_token), false);
    assert.equal(await isSignedIn(visitor), false);
  });

  it('takes a hint of the session although it has expired', async () => {
    const visitor = browser();
    const tokens = await signIn(documents, visitor);
    const { keys } = await server.services.signingKeys();
    const jwk = keys.find(({ alg }) => alg === 'ES256') ?? {};
    const hint = await new SignJWT({ ...tokens.claims(), iat: 1_700_000_000, exp: 1_700_000_600 })
      .setProtectedHeader({ alg: 'ES256', kid: jwk.kid ?? '' })
      .sign(await importJWK(jwk, 'ES256'));
    const page = await leave(visitor, { id_token_hint: hint, post_logout_redirect_uri: SIGNED_OUT });
    assert.equal(page.url, SIGNED_OUT);
    assert.equal(await isSignedIn(visitor), false);
  });

  it('shows our own page when the client names no address', async () => {
    const visitor = browser();
    const tokens = await signIn(documents, visitor);
    const page = await leave(visitor, { id_token_hint: tokens.id_token ?? '' });
    assert.equal(page.url, `${server.issuer}/signed-out`);
    assert.equal(page.status, 200);
  });

  it('asks the person without a hint, and signs her out when she agrees', async () => {
    const visitor = browser();
    const tokens = await signIn(documents, visitor);
    const question = await leave(visitor, {
      client_id: 'documents',
      post_logout_redirect_uri: SIGNED_OUT,
      state: 's1',
    });
    assert.equal(question.status, 200);
    assert.match(question.text, /documents/);
    assert.equal(await isActive(documents, tokens.access_token), true, 'nothing ends before she agrees');
    const page = await visitor.submit(question, { request: 'client' });
    assert.equal(page.url, `${SIGNED_OUT}?state=s1`);
    assert.equal(await isActive(documents, tokens.access_token), false);
    assert.equal(await isSignedIn(visitor), false);
  });

  it('asks the person without anything at all, and ends at our own page', async () => {
    const visitor = browser();
    await signIn(documents, visitor);
    const question = await leave(visitor, {});
    const page = await visitor.submit(question, { request: 'client' });
    assert.equal(page.url, `${server.issuer}/signed-out`);
    assert.equal(await isSignedIn(visitor), false);
  });

  it("lets the browser follow the answer to the client: the question's policy allows it", async () => {
    const visitor = browser();
    await signIn(documents, visitor);
    const question = await leave(visitor, { client_id: 'documents', post_logout_redirect_uri: SIGNED_OUT });
    const policy = question.headers.get('content-security-policy') ?? '';
    // Chromium holds the redirects that follow a form to form-action as well.
    assert.match(/form-action ([^;]*)/.exec(policy)?.[1] ?? '', /https:\/\/documents\.example/);
  });

  it('works by POST as well (RP-Initiated Logout section 2)', async () => {
    const visitor = browser();
    const tokens = await signIn(documents, visitor);
    const page = await visitor.post(
      documents.config.serverMetadata().end_session_endpoint ?? '',
      { id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: SIGNED_OUT },
      'https://documents.example/',
    );
    assert.equal(page.url, SIGNED_OUT);
    assert.equal(await isActive(documents, tokens.access_token), false);
  });

  it('goes nowhere without a client, whatever address is given', async () => {
    const visitor = browser();
    await signIn(documents, visitor);
    const question = await leave(visitor, { post_logout_redirect_uri: SIGNED_OUT });
    const page = await visitor.submit(question, { request: 'client' });
    assert.equal(page.url, `${server.issuer}/signed-out`);
  });

  it('keeps her signed in when she does not agree', async () => {
    const visitor = browser();
    await signIn(documents, visitor);
    await leave(visitor, { client_id: 'documents' });
    assert.equal(await isSignedIn(visitor), true);
  });

  it('takes agreement only from the page that asked', async () => {
    const visitor = browser();
    await signIn(documents, visitor);
    await leave(visitor, { client_id: 'documents' });
    const forged = await visitor.post(`${server.issuer}/sign-out`, { csrf: 'guess', request: 'client' });
    assert.equal(forged.status, 403);
    const foreign = await visitor.post(
      `${server.issuer}/sign-out`,
      { csrf: '', request: 'client' },
      'https://evil.example/',
    );
    assert.equal(foreign.status, 403);
    assert.equal(await isSignedIn(visitor), true);
  });

  for (const address of [
    'https://evil.example/',
    `${SIGNED_OUT}/`,
    `${SIGNED_OUT}?x=1`,
    'https://documents.example/callback',
    'https://portal.example/signed-out',
    'https://DOCUMENTS.example/signed-out',
    '//evil.example',
    'javascript:alert(1)',
  ]) {
    it(`shows an error page and stays for the address ${address}`, async () => {
      const visitor = browser();
      const tokens = await signIn(documents, visitor);
      for (const caller of [{ id_token_hint: tokens.id_token ?? '' }, { client_id: 'documents' }]) {
        const page = await leave(visitor, { ...caller, post_logout_redirect_uri: address });
        assert.equal(page.status, 400);
        assert.equal(new URL(page.url).origin, server.issuer);
        assert.match(page.text, /class="support-code large"/);
        assert.equal(page.text.includes('http-equiv="refresh"'), false);
      }
      assert.equal(await isSignedIn(visitor), true);
    });
  }

  it('does not believe a hint that is altered, unsigned, or no ID token', async () => {
    const visitor = browser();
    const tokens = await signIn(documents, visitor);
    const [header, payload, signature = ''] = (tokens.id_token ?? '').split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    for (const hint of [
      `${header}.${payload}.${signature.slice(0, -6)}AAAAAA`,
      `${none}.${payload}.`,
      tokens.access_token,
      'x.y.z',
    ]) {
      const page = await leave(visitor, { id_token_hint: hint, post_logout_redirect_uri: SIGNED_OUT });
      assert.equal(page.status, 400, hint);
      assert.equal(new URL(page.url).origin, server.issuer);
    }
    assert.equal(await isSignedIn(visitor), true);
    assert.equal(await isActive(documents, tokens.access_token), true);
  });

  it("does not end the session of this browser for the hint of another person's", async () => {
    const victim = browser();
    const held = await signIn(documents, victim);
    const attacker = browser();
    let page = await attacker.get((await prepare(documents)).url.href);
    page = await attacker.submit(page, { username: 'clerk@mic.example', password: PASSWORD });
    assert.ok(new URL(page.url).searchParams.has('code'));
    const question = await leave(attacker, {
      id_token_hint: held.id_token ?? '',
      post_logout_redirect_uri: SIGNED_OUT,
    });
    assert.equal(question.url.startsWith(server.issuer), true, 'a question, no redirect');
    assert.match(question.text, /name="request"/);
    assert.equal(await isActive(documents, held.access_token), true);
    assert.equal(await isSignedIn(attacker), true);
    assert.equal(await isSignedIn(victim), true);
  });

  it('just goes on for a browser in which nobody is signed in', async () => {
    const page = await leave(browser(), { client_id: 'documents', post_logout_redirect_uri: SIGNED_OUT });
    assert.equal(page.url, SIGNED_OUT);
  });

  it('leaves no other way to end a session', async () => {
    const visitor = browser();
    await signIn(documents, visitor);
    for (const path of ['/oidc/end-session/confirm', '/oidc/end-session/success']) {
      assert.equal((await visitor.get(`${server.issuer}${path}`)).status, 404);
      assert.equal((await visitor.post(`${server.issuer}${path}`, { logout: 'yes' })).status, 404);
    }
    assert.equal(await isSignedIn(visitor), true);
  });
});
