import { strict as assert } from 'node:assert';
import { decodeProtectedHeader } from 'jose';
import * as oidc from 'openid-client';
import type { Browser, Page } from '../support/browser.ts';
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
  travel,
} from './relying-party.ts';

describe('flow: what an authorization request can ask', () => {
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

  async function visit(visitor: Browser, extra: Record<string, string>): Promise<Page> {
    return visitor.get((await prepare(documents, extra)).url.href);
  }

  function given(page: Page): Record<string, string> {
    return Object.fromEntries(new URL(page.url).searchParams);
  }

  describe('prompt', () => {
    it('none is refused before the sign-in and answered with a code after it', async () => {
      const visitor = browser();
      const { error, iss, code } = given(await visit(visitor, { prompt: 'none' }));
      assert.deepEqual(
        { error, iss, code },
        { error: 'login_required', iss: server.issuer, code: undefined },
      );
      await signIn(documents, visitor);
      assert.ok(given(await visit(visitor, { prompt: 'none' })).code);
      await signIn(portal, visitor, { prompt: 'none' });
    });

    it('none is refused again after the sign-out', async () => {
      const visitor = browser();
      const tokens = await signIn(documents, visitor);
      const out = oidc.buildEndSessionUrl(documents.config, { id_token_hint: tokens.id_token ?? '' });
      await visitor.get(out.href);
      assert.equal(given(await visit(visitor, { prompt: 'none' })).error, 'login_required');
    });

    it('login asks for the password again, and the ID token tells the new time', async () => {
      const visitor = browser();
      const first = await signIn(documents, visitor);
      await new Promise((resolve) => setTimeout(resolve, 1100));
      assert.equal(isSignIn(await visit(visitor, { prompt: 'login' })), true);
      const second = await signIn(documents, visitor, { prompt: 'login' });
      assert.ok(Number(second.claims()?.auth_time) > Number(first.claims()?.auth_time));
      assert.equal(second.claims()?.sid, first.claims()?.sid);
      assert.equal(await isActive(documents, first.access_token), true);
    });

    it('login cannot be skipped by going on without it', async () => {
      const visitor = browser();
      await signIn(documents, visitor);
      const asked = await visit(visitor, { prompt: 'login' });
      const uid = new URL(asked.url).pathname.split('/').at(-1) ?? '';
      const on = await visitor.get(`${server.issuer}/oidc/authorize/${uid}`);
      assert.equal(given(on).code, undefined);
    });

    it('consent is given without a page, and none goes with nothing else', async () => {
      const visitor = browser();
      await signIn(documents, visitor);
      assert.ok(given(await visit(visitor, { prompt: 'consent', scope: 'openid offline_access' })).code);
      assert.equal(given(await visit(visitor, { prompt: 'none login' })).error, 'invalid_request');
    });
  });

  describe('max_age', () => {
    it('asks again when the sign-in is older', async () => {
      const visitor = browser();
      const first = await signIn(documents, visitor, { max_age: '3600' }, {});
      assert.equal(typeof first.claims()?.auth_time, 'number');
      assert.ok(given(await visit(visitor, { max_age: '3600' })).code);
      await new Promise((resolve) => setTimeout(resolve, 2100));
      assert.equal(isSignIn(await visit(visitor, { max_age: '1' })), true);
      const { url, checks } = await prepare(documents, { max_age: '1' });
      const answer = await travel(visitor, url);
      const second = await oidc.authorizationCodeGrant(documents.config, answer, { ...checks, maxAge: 1 });
      assert.ok(Number(second.claims()?.auth_time) > Number(first.claims()?.auth_time));
    });

    it('0 always asks, and with prompt=none is refused', async () => {
      const visitor = browser();
      await signIn(documents, visitor);
      await new Promise((resolve) => setTimeout(resolve, 1100));
      assert.equal(isSignIn(await visit(visitor, { max_age: '0' })), true);
      assert.equal(given(await visit(visitor, { max_age: '0', prompt: 'none' })).error, 'login_required');
    });

    it('of the registration counts without one in the request', async () => {
      const hasty = await relyingParty(server, { client_id: 'hasty', default_max_age: 1 });
      const visitor = browser();
      await signIn(hasty, visitor);
      await new Promise((resolve) => setTimeout(resolve, 2100));
      assert.equal(isSignIn(await visitor.get((await prepare(hasty)).url.href)), true);
    });
  });

  describe('level', () => {
    it('comes back in the words of the request', async () => {
      const visitor = browser();
      const asked = await signIn(documents, visitor, { acr_values: 'LoA1' });
      assert.equal(asked.claims()?.acr, 'LoA1');
      const plain = await signIn(documents, visitor);
      assert.equal(plain.claims()?.acr, 'urn:micconnect:acr:password');
      assert.deepEqual(plain.claims()?.amr, ['pwd']);
    });

    it('that the request asks for is not undercut: a password alone gets no code', async () => {
      const visitor = browser();
      const page = await visitor.submit(await visit(visitor, { acr_values: 'LoA3 LoA2' }), {
        username: 'staff@mic.example',
        password: PASSWORD,
      });
      assert.equal(given(page).code, undefined);
    });

    it('that a registration asks for is not undercut, at the first sign-in and at the next', async () => {
      const vault = await relyingParty(server, { client_id: 'vault', minimum_acr: 'LoA2' });
      const visitor = browser();
      for (const when of ['first', 'next']) {
        let page = await visitor.get((await prepare(vault)).url.href);
        if (isSignIn(page)) {
          page = await visitor.submit(page, { username: 'staff@mic.example', password: PASSWORD });
        }
        assert.equal(given(page).code, undefined, `${when}: a password alone opened it`);
        assert.match(page.text, /Quét mã bằng điện thoại/, when);
      }
    });

    it('that is essential and cannot be met is refused', async () => {
      const claims = JSON.stringify({
        id_token: { acr: { essential: true, value: 'urn:micconnect:acr:certificate' } },
      });
      const visitor = browser();
      let page = await visit(visitor, { claims });
      if (isSignIn(page)) {
        page = await visitor.submit(page, { username: 'staff@mic.example', password: PASSWORD });
      }
      assert.equal(given(page).code, undefined);
    });
  });

  describe('the rest', () => {
    it('signs ID tokens with the registered algorithm', async () => {
      for (const alg of ['RS256', 'EdDSA']) {
        const client = await relyingParty(server, {
          client_id: `signs-${alg.toLowerCase()}`,
          id_token_signed_response_alg: alg,
        });
        const tokens = await signIn(client, browser());
        assert.equal(decodeProtectedHeader(tokens.id_token ?? '').alg, alg);
      }
      const tokens = await signIn(documents, browser());
      assert.equal(decodeProtectedHeader(tokens.id_token ?? '').alg, 'ES256');
    });

    it('fills in the login hint', async () => {
      const page = await visit(browser(), { login_hint: '"><b>staff@mic.example' });
      assert.match(page.text, /value="&quot;(&gt;|>)(&lt;|<)b/);
      assert.equal(page.text.includes('<b>staff'), false);
    });

    it('gives the page the language of ui_locales', async () => {
      assert.match((await visit(browser(), { ui_locales: 'fr en' })).text, /<html[^>]*lang="en"/);
      assert.match((await visit(browser(), {})).text, /<html[^>]*lang="vi"/);
    });

    it('works by POST as well', async () => {
      const { url, checks } = await prepare(documents);
      const visitor = browser();
      const page = await visitor.post(
        url.origin + url.pathname,
        Object.fromEntries(url.searchParams),
        'https://documents.example/',
      );
      const back = await visitor.submit(page, { username: 'staff@mic.example', password: PASSWORD });
      const tokens = await oidc.authorizationCodeGrant(documents.config, new URL(back.url), checks);
      assert.equal(tokens.claims()?.email, 'staff@mic.example');
    });

    it('answers by form_post to the client, and lets the browser send it', async () => {
      const visitor = browser();
      await signIn(documents, visitor);
      const page = await visit(visitor, { response_mode: 'form_post' });
      assert.match(page.text, /action="https:\/\/documents\.example\/callback"/);
      assert.match(page.text, /name="code"/);
      const formAction = /form-action ([^;]*)/.exec(page.headers.get('content-security-policy') ?? '')?.[1];
      assert.match(formAction ?? '*', /https:\/\/documents\.example|\*/);
    });

    it('gives nothing to a person who may no longer sign in', async () => {
      const visitor = browser();
      const page = await visitor.submit(await visit(visitor, {}), {
        username: 'retired@mic.example',
        password: PASSWORD,
      });
      assert.equal(page.status, 401);
      assert.equal(given(page).code, undefined);
    });

    it('refuses request objects', async () => {
      for (const extra of [{ request: 'a.b.c' }, { request_uri: 'https://evil.example/r' }]) {
        const page = await visit(browser(), extra);
        const { error = /<code>(\w+)<\/code>/.exec(page.text)?.[1] } = given(page);
        assert.match(String(error), /^(request|request_uri|invalid_request)(_|$)/);
      }
    });
  });
});
