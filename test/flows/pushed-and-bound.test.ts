import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import {
  browser,
  isSignIn,
  prepare,
  type RelyingParty,
  relyingParty,
  request,
  signIn,
  travel,
} from './relying-party.ts';

const DPOP_APP = {
  client_id: 'bound',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
};

describe('flow: pushed requests and bound tokens', () => {
  let server: TestServer;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
  });
  after(() => server.stop());

  describe('pushed authorization requests', () => {
    let documents: RelyingParty;
    let portal: RelyingParty;

    before(async () => {
      documents = await relyingParty(server, { client_id: 'documents' });
      portal = await relyingParty(server, {
        client_id: 'portal',
        require_pushed_authorization_requests: true,
      });
    });

    async function push(client: RelyingParty) {
      const { parameters, checks } = await request(client);
      return { url: await oidc.buildAuthorizationUrlWithPAR(client.config, parameters), checks };
    }

    it('carry nothing but a reference through the browser', async () => {
      const { url, checks } = await push(documents);
      assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri']);
      const tokens = await oidc.authorizationCodeGrant(
        documents.config,
        await travel(browser(), url),
        checks,
      );
      assert.deepEqual(tokens.claims()?.roles, ['author', 'reader']);
    });

    it('are used once', async () => {
      const visitor = browser();
      const { url } = await push(documents);
      await travel(visitor, url);
      const page = await visitor.get(url.href);
      const answer = new URL(page.url);
      assert.equal(answer.searchParams.has('code'), false);
      if (answer.origin === 'https://documents.example') {
        assert.equal(answer.searchParams.get('error'), 'invalid_request_uri');
      } else {
        assert.equal(page.status, 400);
        assert.match(page.text, /<code>invalid_request_uri<\/code>/);
      }
    });

    it('are for the client that pushed them', async () => {
      const visitor = browser();
      const { url } = await push(documents);
      url.searchParams.set('client_id', 'portal');
      const page = await visitor.get(url.href);
      assert.equal(new URL(page.url).searchParams.has('code'), false);
      assert.equal(isSignIn(page), false);
      assert.match(page.text + page.url, /\berror=invalid_request|<code>invalid_request/);
    });

    it('can be made the only way', async () => {
      const { url } = await prepare(portal);
      const page = await browser().get(url.href);
      assert.equal(new URL(page.url).searchParams.get('error'), 'invalid_request');
      const pushed = await push(portal);
      const tokens = await oidc.authorizationCodeGrant(
        portal.config,
        await travel(browser(), pushed.url),
        pushed.checks,
      );
      assert.equal(tokens.claims()?.email, 'staff@mic.example');
    });

    it('need the client to authenticate, and its own redirect_uri', async () => {
      const { parameters } = await request(documents);
      const address = documents.config.serverMetadata().pushed_authorization_request_endpoint ?? '';
      const anonymous = await fetch(address, {
        method: 'POST',
        body: new URLSearchParams({ ...parameters, client_id: 'documents', response_type: 'code' }),
      });
      assert.equal(anonymous.status, 401);
      const foreign = oidc.buildAuthorizationUrlWithPAR(documents.config, {
        ...parameters,
        redirect_uri: portal.redirectUri,
      });
      await assert.rejects(foreign, { status: 400 });
    });
  });

  describe('DPoP', () => {
    let bound: RelyingParty;
    let own: oidc.DPoPHandle;
    let other: oidc.DPoPHandle;
    /** The last request to each endpoint, as it went over the wire. */
    const sent = new Map<string, { method: string; headers: Record<string, string>; body: string }>();

    before(async () => {
      bound = await relyingParty(
        server,
        DPOP_APP,
        () => oidc.None(),
        async (url, { method, headers, body, ...rest }) => {
          sent.set(new URL(url).pathname, { method, headers: { ...headers }, body: String(body ?? '') });
          return fetch(url, { ...rest, method, headers, ...(body !== null && { body: body as string }) });
        },
      );
      own = oidc.getDPoPHandle(bound.config, await oidc.randomDPoPKeyPair('ES256'));
      other = oidc.getDPoPHandle(bound.config, await oidc.randomDPoPKeyPair('ES256'));
    });

    it('binds tokens to the key of the client', async () => {
      const tokens = await signIn(bound, browser(), {}, { DPoP: own });
      assert.equal(tokens.token_type, 'dpop');
      const sub = tokens.claims()?.sub ?? '';
      const info = await oidc.fetchUserInfo(bound.config, tokens.access_token, sub, { DPoP: own });
      assert.equal(info.email, 'staff@mic.example');
      const answer = await oidc.tokenIntrospection(bound.config, tokens.access_token);
      assert.equal(answer.token_type, 'DPoP');
      assert.equal(typeof answer.cnf?.jkt, 'string');
    });

    it('refuses the token with another key, without a proof, and as a bearer token', async () => {
      const { access_token } = await signIn(bound, browser(), {}, { DPoP: own });
      const stolen = oidc.fetchUserInfo(bound.config, access_token, oidc.skipSubjectCheck, { DPoP: other });
      await assert.rejects(stolen, { status: 401 });
      const address = bound.config.serverMetadata().userinfo_endpoint ?? '';
      for (const scheme of ['Bearer', 'DPoP']) {
        const headers = { authorization: `${scheme} ${access_token}` };
        const answer = await fetch(address, { headers });
        assert.ok([400, 401].includes(answer.status), `${scheme}: ${answer.status}`);
      }
    });

    it('refuses a proof that was seen before, at userinfo and at the token endpoint', async () => {
      const tokens = await signIn(bound, browser(), {}, { DPoP: own });
      await oidc.fetchUserInfo(bound.config, tokens.access_token, oidc.skipSubjectCheck, { DPoP: own });
      const info = sent.get('/oidc/userinfo');
      const replayed = await fetch(`${server.issuer}/oidc/userinfo`, { headers: info?.headers ?? {} });
      assert.equal(replayed.status, 401);
      await oidc.refreshTokenGrant(bound.config, tokens.refresh_token ?? '', undefined, { DPoP: own });
      const refresh = sent.get('/oidc/token');
      const newer = await signIn(bound, browser(), {}, { DPoP: own });
      const body = new URLSearchParams(refresh?.body ?? '');
      body.set('refresh_token', newer.refresh_token ?? '');
      const again = await fetch(`${server.issuer}/oidc/token`, {
        method: 'POST',
        headers: { dpop: refresh?.headers.dpop ?? '' },
        body,
      });
      assert.equal(again.status, 400);
      assert.equal(((await again.json()) as { error: string }).error, 'invalid_grant');
      const fresh = oidc.refreshTokenGrant(bound.config, newer.refresh_token ?? '', undefined, { DPoP: own });
      await assert.doesNotReject(fresh, 'it was the proof that was refused, not the token');
    });

    it('refuses a proof for another address or method', async () => {
      const tokens = await signIn(bound, browser(), {}, { DPoP: own });
      await oidc.fetchUserInfo(bound.config, tokens.access_token, oidc.skipSubjectCheck, { DPoP: own });
      const proof = sent.get('/oidc/userinfo')?.headers.dpop ?? '';
      const posted = await fetch(`${server.issuer}/oidc/userinfo`, {
        method: 'POST',
        headers: { authorization: `DPoP ${tokens.access_token}`, dpop: proof },
      });
      assert.ok([400, 401].includes(posted.status), String(posted.status));
    });

    it('keeps refresh tokens of a public client on the key', async () => {
      const tokens = await signIn(bound, browser(), {}, { DPoP: own });
      const stolen = oidc.refreshTokenGrant(bound.config, tokens.refresh_token ?? '', undefined, {
        DPoP: other,
      });
      await assert.rejects(stolen, { status: 400 });
      const bare = oidc.refreshTokenGrant(bound.config, tokens.refresh_token ?? '');
      await assert.rejects(bare, { status: 400 });
    });

    it('can be required of a client', async () => {
      const strict = await relyingParty(
        server,
        { ...DPOP_APP, client_id: 'strict', dpop_bound_access_tokens: true },
        () => oidc.None(),
      );
      await assert.rejects(signIn(strict, browser()), { status: 400 });
      const key = oidc.getDPoPHandle(strict.config, await oidc.randomDPoPKeyPair('ES256'));
      const tokens = await signIn(strict, browser(), {}, { DPoP: key });
      assert.equal(tokens.token_type, 'dpop');
    });
  });
});
