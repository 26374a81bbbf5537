import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import {
  browser,
  isActive,
  prepare,
  type RelyingParty,
  refusal,
  relyingParty,
  signIn,
  travel,
} from './relying-party.ts';

describe('flow: grant types', () => {
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

  describe('authorization code', () => {
    it('answers with a code and our issuer, and trades it for tokens', async () => {
      const { url, checks } = await prepare(documents);
      const answer = await travel(browser(), url);
      assert.equal(answer.origin + answer.pathname, documents.redirectUri);
      assert.equal(answer.searchParams.get('iss'), server.issuer);
      assert.equal(answer.searchParams.get('state'), checks.expectedState);
      const tokens = await oidc.authorizationCodeGrant(documents.config, answer, checks);
      assert.equal(tokens.token_type, 'bearer');
      assert.equal(tokens.expires_in, 600);
      assert.equal(tokens.claims()?.aud, 'documents');
      assert.equal(typeof tokens.claims()?.sid, 'string');
      assert.ok(tokens.refresh_token);
    });

    it('takes a code once, and ends its tokens when it comes again', async () => {
      const { url, checks } = await prepare(documents);
      const answer = await travel(browser(), url);
      const tokens = await oidc.authorizationCodeGrant(documents.config, answer, checks);
      assert.equal(await isActive(documents, tokens.access_token), true);
      const again = oidc.authorizationCodeGrant(documents.config, answer, checks);
      await assert.rejects(again, refusal('invalid_grant'));
      assert.equal(await isActive(documents, tokens.access_token), false);
      assert.equal(await isActive(documents, tokens.refresh_token), false);
    });

    it('lets only one of ten win who redeem one code at the same time, and ends what that one got', async () => {
      const { url, checks } = await prepare(documents);
      const answer = await travel(browser(), url);
      const attempts = Array.from({ length: 10 }, () =>
        oidc.authorizationCodeGrant(documents.config, answer, checks),
      );
      const outcomes = await Promise.allSettled(attempts);
      const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
      assert.ok(won.length <= 1, `${won.length} redeemed the code`);
      for (const tokens of won) assert.equal(await isActive(documents, tokens.access_token), false);
    });

    it('refuses the code of another client', async () => {
      const { url, checks } = await prepare(documents);
      const answer = await travel(browser(), url);
      const stolen = oidc.genericGrantRequest(portal.config, 'authorization_code', {
        code: answer.searchParams.get('code') ?? '',
        redirect_uri: documents.redirectUri,
        code_verifier: checks.pkceCodeVerifier,
      });
      await assert.rejects(stolen, refusal('invalid_grant'));
    });

    it('refuses a code with another redirect_uri than it was asked with', async () => {
      const { url, checks } = await prepare(documents);
      const answer = await travel(browser(), url);
      const moved = oidc.genericGrantRequest(documents.config, 'authorization_code', {
        code: answer.searchParams.get('code') ?? '',
        redirect_uri: portal.redirectUri,
        code_verifier: checks.pkceCodeVerifier,
      });
      await assert.rejects(moved, refusal('invalid_grant'));
    });

    it('keeps the tokens of the first authorization alive through a second in the same browser', async () => {
      const visitor = browser();
      const first = await signIn(documents, visitor);
      const second = await signIn(documents, visitor, { scope: 'openid' });
      assert.notEqual(second.access_token, first.access_token);
      assert.equal(second.claims()?.sid, first.claims()?.sid);
      for (const token of [first.access_token, first.refresh_token, second.access_token]) {
        assert.equal(await isActive(documents, token), true);
      }
      const refreshed = await oidc.refreshTokenGrant(documents.config, first.refresh_token ?? '');
      assert.equal(refreshed.claims()?.email, 'staff@mic.example');
    });
  });

  describe('refresh token', () => {
    it('gives a new one at each use, with the same person, session and roles', async () => {
      const tokens = await signIn(documents, browser());
      const refreshed = await oidc.refreshTokenGrant(documents.config, tokens.refresh_token ?? '');
      assert.ok(refreshed.refresh_token);
      assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
      assert.equal(refreshed.claims()?.sub, tokens.claims()?.sub);
      assert.equal(refreshed.claims()?.sid, tokens.claims()?.sid);
      assert.deepEqual(refreshed.claims()?.roles, ['author', 'reader']);
      assert.equal(await isActive(documents, refreshed.access_token), true);
    });

    it('ends the whole family when a used one comes back', async () => {
      const visitor = browser();
      const tokens = await signIn(documents, visitor);
      const newer = await oidc.refreshTokenGrant(documents.config, tokens.refresh_token ?? '');
      const reuse = oidc.refreshTokenGrant(documents.config, tokens.refresh_token ?? '');
      await assert.rejects(reuse, refusal('invalid_grant'));
      for (const token of [tokens.access_token, newer.access_token, newer.refresh_token]) {
        assert.equal(await isActive(documents, token), false);
      }
      const newest = oidc.refreshTokenGrant(documents.config, newer.refresh_token ?? '');
      await assert.rejects(newest, refusal('invalid_grant'));
      const next = await signIn(documents, visitor);
      assert.equal(await isActive(documents, next.access_token), true, 'a new authorization starts afresh');
    });

    it('lets only one of ten win who use one at the same time, and leaves no token alive', async () => {
      const tokens = await signIn(documents, browser());
      const attempts = Array.from({ length: 10 }, () =>
        oidc.refreshTokenGrant(documents.config, tokens.refresh_token ?? ''),
      );
      const outcomes = await Promise.allSettled(attempts);
      const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
      assert.ok(won.length <= 1, `${won.length} were refreshed`);
      for (const { access_token, refresh_token } of won) {
        assert.equal(await isActive(documents, access_token), false);
        assert.equal(await isActive(documents, refresh_token), false);
      }
    });

    it('belongs to its client', async () => {
      const tokens = await signIn(documents, browser());
      const stolen = oidc.refreshTokenGrant(portal.config, tokens.refresh_token ?? '');
      await assert.rejects(stolen, refusal('invalid_grant'));
      assert.equal(await isActive(documents, tokens.refresh_token), true);
    });

    it('cannot gain a scope', async () => {
      const tokens = await signIn(documents, browser(), { scope: 'openid' });
      const wider = oidc.refreshTokenGrant(documents.config, tokens.refresh_token ?? '', {
        scope: 'openid phone',
      });
      await assert.rejects(wider, refusal('invalid_scope'));
    });
  });

  describe('public client', () => {
    it('signs in with PKCE and without a secret, and its refresh tokens rotate', async () => {
      const app = await relyingParty(
        server,
        {
          client_id: 'app',
          token_endpoint_auth_method: 'none',
          grant_types: ['authorization_code', 'refresh_token'],
        },
        () => oidc.None(),
      );
      const tokens = await signIn(app, browser());
      assert.deepEqual(tokens.claims()?.roles, ['author', 'reader']);
      const newer = await oidc.refreshTokenGrant(app.config, tokens.refresh_token ?? '');
      const reuse = oidc.refreshTokenGrant(app.config, tokens.refresh_token ?? '');
      await assert.rejects(reuse, refusal('invalid_grant'));
      await assert.rejects(
        oidc.refreshTokenGrant(app.config, newer.refresh_token ?? ''),
        refusal('invalid_grant'),
      );
    });

    it('cannot speak for a client that has a secret', async () => {
      const impostor = new oidc.Configuration(
        documents.config.serverMetadata(),
        'documents',
        undefined,
        oidc.None(),
      );
      oidc.allowInsecureRequests(impostor);
      const attempt = oidc.clientCredentialsGrant(impostor);
      await assert.rejects(attempt, refusal('invalid_client', 401));
    });
  });

  describe('legacy profile', () => {
    let legacy: RelyingParty;

    before(async () => {
      legacy = await relyingParty(server, { client_id: 'archive', legacy_profile: true }, (secret) =>
        oidc.ClientSecretPost(secret),
      );
    });

    it('signs in without PKCE and nonce, with the secret in the body', async () => {
      const url = oidc.buildAuthorizationUrl(legacy.config, {
        redirect_uri: legacy.redirectUri,
        scope: 'openid email',
        state: 's',
      });
      const answer = await travel(browser(), url);
      const tokens = await oidc.authorizationCodeGrant(legacy.config, answer, { expectedState: 's' });
      assert.equal(tokens.claims()?.email, 'staff@mic.example');
      assert.equal(tokens.claims()?.nonce, undefined);
    });

    it('reads userinfo with GET, with POST, and with the token in the body', async () => {
      const { access_token } = await signIn(legacy, browser());
      const address = legacy.config.serverMetadata().userinfo_endpoint ?? '';
      const headers = { authorization: `Bearer ${access_token}` };
      const answers = [
        await fetch(address, { headers }),
        await fetch(address, { method: 'POST', headers }),
        await fetch(address, { method: 'POST', body: new URLSearchParams({ access_token }) }),
      ];
      for (const answer of answers) {
        assert.equal(answer.status, 200);
        const { email, roles } = (await answer.json()) as { email: string; roles: string[] };
        assert.deepEqual([email, roles], ['staff@mic.example', ['author', 'reader']]);
      }
    });
  });

  describe('none but these', () => {
    it('refuses the password grant', async () => {
      const attempt = oidc.genericGrantRequest(documents.config, 'password', {
        username: 'staff@mic.example',
        password: 'Sample-2026-MicConnect',
      });
      await assert.rejects(attempt, refusal('unsupported_grant_type'));
    });

    it('refuses a grant type that the client is not registered for', async () => {
      const reader = await relyingParty(server, { client_id: 'reader', grant_types: ['authorization_code'] });
      const attempt = oidc.clientCredentialsGrant(reader.config);
      // The library says invalid_request; RFC 6749 section 5.2 has unauthorized_client for it.
      await assert.rejects(attempt, { status: 400, error: /^(invalid_request|unauthorized_client)$/ });
      const tokens = await signIn(reader, browser());
      assert.equal(tokens.refresh_token, undefined);
    });

    for (const responseType of ['token', 'id_token', 'code id_token', 'id_token token', 'none']) {
      it(`refuses response_type ${responseType}`, async () => {
        const { url } = await prepare(documents, { response_type: responseType });
        const page = await browser().get(url.href);
        const answer = new URL(page.url);
        const given = new URLSearchParams(answer.search || answer.hash.slice(1));
        assert.equal(answer.origin, 'https://documents.example');
        assert.equal(given.get('error'), 'unsupported_response_type');
        for (const name of ['code', 'access_token', 'id_token']) assert.equal(given.has(name), false);
      });
    }
  });
});
